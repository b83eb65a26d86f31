import { afterEach, jest } from '@jest/globals';
import type * as Routing from 'workbox-routing';
import type * as Strategies from 'workbox-strategies';
import type * as SSE from '../index.js';
import { ModelFetchEvent, workerGlobals } from './workerGlobals.js';

/** What a worker's script imports: Workbox itself and this package, loaded for one worker. */
export interface WorkerModules {
  readonly routing: typeof Routing;
  readonly strategies: typeof Strategies;
  readonly sse: typeof SSE;
}

/** Workbox checks and prints more in one than in the other. */
export type Build = 'development' | 'production';

export const BUILDS: readonly Build[] = ['development', 'production'];

const { NODE_ENV } = process.env as { readonly NODE_ENV?: string };

/** A worker that has run its script. Its modules are its own, the router among them. */
export class ModelWorker {
  readonly #listeners: EventTarget;
  readonly #clientIds: Set<string>;

  private constructor(listeners: EventTarget, clientIds: Set<string>) {
    this.#listeners = listeners;
    this.#clientIds = clientIds;
  }

  static async start(build: Build, script: (modules: WorkerModules) => void): Promise<ModelWorker> {
    const clientIds = new Set<string>();
    const listeners = workerGlobals(clientIds);
    // A development build says why a stream fails; a test may look at it.
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    process.env['NODE_ENV'] = build;
    await jest.isolateModulesAsync(async () => {
      script({
        routing: await import('workbox-routing'),
        strategies: await import('workbox-strategies'),
        sse: await import('../index.js'),
      });
    });
    return new ModelWorker(listeners, clientIds);
  }

  /** Lets the worker see a page's request; tells what it has made of it. */
  fetch(request: Request | string, clientId = 'page'): ModelFetchEvent {
    const event = new ModelFetchEvent(
      typeof request === 'string' ? new Request(request) : request,
      clientId,
    );
    this.#clientIds.add(clientId);
    event.isActive = true;
    this.#listeners.dispatchEvent(event);
    event.isActive = false;
    return event;
  }

  /** Tells the worker of cookies that have changed. */
  changeCookies(...names: string[]): void {
    const changed = names.map((name) => ({ name }));
    const event = Object.assign(new Event('cookiechange'), { changed, deleted: [] });
    this.#listeners.dispatchEvent(Object.assign(event, { waitUntil: () => undefined }));
  }

  /** A page's message with a port; resolves with the worker's answer, or `no answer`. */
  async ask(data: unknown): Promise<unknown> {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve) => {
      port1.onmessage = ({ data: answered }) => {
        resolve(answered);
      };
    });
    const work: Promise<unknown>[] = [];
    const waitUntil = (done: Promise<unknown>): void => void work.push(done);
    const event = new MessageEvent('message', { data, ports: [port2] });
    this.#listeners.dispatchEvent(Object.assign(event, { waitUntil }));
    await Promise.all(work);
    // Whatever is answered at once comes before this.
    port2.postMessage('no answer');
    await answer;
    port1.close();
    return answer;
  }
}

afterEach(() => {
  jest.restoreAllMocks();
  process.env['NODE_ENV'] = NODE_ENV;
});
