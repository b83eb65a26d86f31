import { afterEach, jest } from '@jest/globals';
import type * as Routing from 'workbox-routing';
import type * as Strategies from 'workbox-strategies';
import type * as SSE from '../index.js';
import type { ModelPage } from '../../../sse-multiplexer/src/testing/ModelPage.js';
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

/** A browser follows so many redirects of a request. */
const MAX_REDIRECTS = 20;

interface AskedByPage {
  readonly request: Request;
  readonly clientId: string;
}

const { NODE_ENV } = process.env as { readonly NODE_ENV?: string };

/** A worker that has run its script. Its modules are its own, the router among them. */
export class ModelWorker {
  /** What it was asked by pages. */
  readonly events: ModelFetchEvent[] = [];
  readonly #listeners: EventTarget;
  readonly #clientIds: Set<string>;
  /** Where each page's EventSource was redirected to. */
  readonly #urls = new Map<ModelPage, string>();

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
    this.events.push(event);
    this.#clientIds.add(clientId);
    event.isActive = true;
    this.#listeners.dispatchEvent(event);
    event.isActive = false;
    return event;
  }

  /**
   * What a page's EventSource gets, which follows redirects, and comes back to where they have led. Rejects
   * where the request is left to the browser.
   */
  async answer(page: ModelPage, { request, clientId }: AskedByPage): Promise<Response> {
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const asked = new Request(this.#urls.get(page) ?? request.url, request);
      const response = await this.fetch(asked, clientId).response;
      if (!response) throw new Error('left to the browser');
      if (response.status !== 308) return response;
      this.#urls.set(page, response.headers.get('location') ?? '');
    }
    throw new TypeError('too many redirects');
  }

  /** All that the library has stored. */
  async stored(): Promise<unknown[]> {
    const opening = indexedDB.open('event-stream-positions https://app.test/', 1);
    await new Promise((resolve) => (opening.onsuccess = resolve));
    const reading = opening.result.transaction('positions').objectStore('positions').getAll();
    await new Promise((resolve) => (reading.onsuccess = resolve));
    opening.result.close();
    return reading.result as unknown[];
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
