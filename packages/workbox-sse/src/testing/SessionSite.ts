import { jest } from '@jest/globals';
import type { Visit } from 'sse-multiplexer';
import { ModelPage } from '../../../sse-multiplexer/src/testing/ModelPage.js';
import { ModelServer } from '../../../sse-multiplexer/src/testing/ModelServer.js';
import { settle } from '../../../sse-multiplexer/src/testing/settle.js';
import type { SessionOptions } from '../index.js';
import { ModelWorker, type WorkerModules } from './ModelWorker.js';

/** A worker that shares streams, a tab on one of them, and a server whose logins take their time. */
export class SessionSite {
  readonly server = new ModelServer();
  readonly tab = new ModelPage('tab');
  readonly #worker: ModelWorker;
  readonly #logins: { answer: (response: Response) => void; fail: (error: unknown) => void }[] = [];

  private constructor(worker: ModelWorker) {
    this.#worker = worker;
    jest.spyOn(globalThis, 'fetch').mockImplementation((input) => {
      const request = input as Request;
      if (request.headers.get('accept') === 'text/event-stream') return this.server.fetch(request);
      return new Promise((answer, fail) => this.#logins.push({ answer, fail }));
    });
  }

  static async start(
    options: SessionOptions,
    rest: (modules: WorkerModules) => unknown = () => undefined,
  ): Promise<SessionSite> {
    const worker = await ModelWorker.start('production', (modules) => {
      const { routing, sse } = modules;
      rest(modules);
      const strategy = new sse.SSEMultiplexStrategy({
        session: sse.session(options),
        join: 'live',
      });
      routing.registerRoute(sse.isEventStreamRequest, strategy);
    });
    const site = new SessionSite(worker);
    await site.connect(site.tab);
    await site.publish();
    return site;
  }

  /** A tab asks, and may have to wait. */
  async open(tab: ModelPage): Promise<void> {
    void this.connect(tab);
    await settle();
  }

  /** A tab asks, and is answered. */
  async connect(tab: ModelPage): Promise<void> {
    const join = (visit: Visit): Promise<Response> => this.#worker.answer(tab, visit);
    await tab.connect({ join }, this.server.fetch);
    await settle();
  }

  async publish(): Promise<void> {
    this.server.publish(1);
    await settle();
  }

  /** A page's request; `undefined` if it is left to the browser. */
  request(request: Request | string): Promise<Response> | undefined {
    return this.#worker.fetch(request).response;
  }

  /** A link or a form; Node makes no such request. */
  navigate(url: string): Promise<Response> | undefined {
    const request = Object.defineProperty(new Request(url), 'mode', { value: 'navigate' });
    return this.request(request);
  }

  /** The server's answer to the oldest login. */
  async answer(): Promise<void> {
    this.#logins.shift()?.answer(new Response('welcome'));
    await settle();
  }

  async fail(error: Error): Promise<void> {
    this.#logins.shift()?.fail(error);
    await settle();
  }

  changeCookies(...names: string[]): void {
    this.#worker.changeCookies(...names);
  }

  get attempts(): number {
    return this.server.connections.length;
  }
}
