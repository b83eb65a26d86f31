import { jest } from '@jest/globals';
import type { Visit } from 'sse-multiplexer';
import { ModelPage } from '../../../sse-multiplexer/src/testing/ModelPage.js';
import { ModelServer } from '../../../sse-multiplexer/src/testing/ModelServer.js';
import { settle } from '../../../sse-multiplexer/src/testing/settle.js';
import type { SSEMultiplexStrategyOptions } from '../SSEMultiplexStrategy.js';
import { type Build, ModelWorker, type WorkerModules } from './ModelWorker.js';
import type { WorkerStrategy } from './WorkerStrategy.js';
import type { ModelFetchEvent } from './workerGlobals.js';

/** A worker with the strategy, the server it fetches from, and the tabs it answers. */
export class StrategySite {
  readonly server = new ModelServer();
  readonly fetch: jest.Spied<typeof fetch>;
  readonly strategy: WorkerStrategy | undefined;
  readonly #worker: ModelWorker;

  private constructor(worker: ModelWorker, strategy: WorkerStrategy | undefined) {
    this.#worker = worker;
    this.strategy = strategy;
    this.fetch = jest
      .spyOn(globalThis, 'fetch')
      .mockImplementation((request) => this.server.fetch(request as Request));
  }

  static async start(
    build: Build = 'development',
    options?: SSEMultiplexStrategyOptions,
    rest: (modules: WorkerModules) => unknown = () => undefined,
  ): Promise<StrategySite> {
    let strategy: WorkerStrategy | undefined;
    const worker = await ModelWorker.start(build, (modules) => {
      const { isEventStreamRequest, SSEMultiplexStrategy } = modules.sse;
      strategy = new SSEMultiplexStrategy(options);
      modules.routing.registerRoute(isEventStreamRequest, strategy);
      rest(modules);
    });
    return new StrategySite(worker, strategy);
  }

  /** A tab opens its stream, or comes back to it. */
  async open(tab: ModelPage | string): Promise<ModelPage> {
    const page = typeof tab === 'string' ? new ModelPage(tab) : tab;
    const join = (visit: Visit): Promise<Response> => this.#worker.answer(page, visit);
    await page.connect({ join }, this.server.fetch);
    await settle();
    return page;
  }

  async ask(data: unknown): Promise<unknown> {
    return this.#worker.ask(data);
  }

  /** A tab asks. */
  answer(request: Request, clientId: string): Promise<Response> {
    return this.#worker.answer(new ModelPage(clientId), { request, clientId });
  }

  /** What the worker was asked, and for how long it may be kept for it. */
  get events(): readonly ModelFetchEvent[] {
    return this.#worker.events;
  }

  stored(): Promise<unknown[]> {
    return this.#worker.stored();
  }

  async publish(count: number): Promise<void> {
    this.server.publish(count);
    await settle();
  }
}
