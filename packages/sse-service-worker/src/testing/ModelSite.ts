import { jest } from '@jest/globals';
import { ModelPage } from '../../../sse-multiplexer/src/testing/ModelPage.js';
import { ModelServer } from '../../../sse-multiplexer/src/testing/ModelServer.js';
import { settle } from '../../../sse-multiplexer/src/testing/settle.js';
import { ModelStorage } from './ModelStorage.js';
import type { SharedEventStreams } from '../sharing/SharedEventStreams.js';

/** A worker that is being installed, as its predecessor's registration shows it. */
class ModelServiceWorker extends EventTarget {
  state = 'installing';

  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

/**
 * What outlives a worker: the site's pages, their server, the browser's storage. The globals are those
 * of the worker that was started last; an earlier one that still runs shares them.
 */
export class ModelSite {
  readonly server = new ModelServer();
  /** The clients that the browser lists: those that have asked for a stream, unless taken out. */
  readonly clientIds = new Set<string>();
  /** Those of them that nobody looks at. */
  readonly hiddenIds = new Set<string>();
  readonly storage = new ModelStorage();
  /** What the worker has said to other workers. */
  readonly messages: unknown[] = [];
  /** What the worker has said to pages: the type of the message, and to whom. */
  readonly said: string[] = [];
  /** Where each page's EventSource was redirected to: it comes back there. */
  readonly #urls = new Map<ModelPage, string>();
  streams!: SharedEventStreams;
  #listeners = new EventTarget();
  #channel = new EventTarget();
  #registration = new EventTarget();

  /** Starts a worker, whose memory is its own. */
  static async start(userAgent?: string): Promise<ModelSite> {
    const site = new ModelSite();
    await site.restart(userAgent);
    return site;
  }

  /** The worker is ended, and another one started. Its streams break, as the browser would have it. */
  async restart(userAgent = 'Chrome/156', active?: object): Promise<void> {
    jest.clearAllTimers();
    for (const connection of this.server.connections) connection.isOpen = false;
    this.#listeners = new EventTarget();
    this.#channel = Object.assign(new EventTarget(), {
      postMessage: (message: unknown) => this.messages.push(message),
    });
    this.#registration = Object.assign(new EventTarget(), { scope: 'https://app.test/', active });
    Object.assign(globalThis, this.#globals(userAgent));
    await jest.isolateModulesAsync(async () => {
      const { SharedEventStreams } = await import('../index.js');
      this.streams = new SharedEventStreams({}, { name: 'model', fetch: this.server.fetch });
    });
  }

  /** A page opens its stream, or comes back to it. */
  async open(page: ModelPage | string): Promise<ModelPage> {
    const opened = typeof page === 'string' ? new ModelPage(page) : page;
    const join = async (
      { request, clientId }: { request: Request; clientId: string },
      page: ModelPage,
    ): Promise<Response> => {
      this.clientIds.add(clientId);
      const respond = (asked: Request): Promise<Response> =>
        this.streams.join(asked, clientId, this.server.fetch);
      for (let redirects = 0; redirects <= 20; redirects++) {
        const url = this.#urls.get(page) ?? request.url;
        const response = await this.streams.handle(new Request(url, request), clientId, respond);
        if (!response) throw new Error('left alone');
        if (response.type === 'error') throw new TypeError('network error');
        if (response.status !== 308) return response;
        this.#urls.set(page, response.headers.get('location') ?? '');
      }
      throw new TypeError('too many redirects');
    };
    await opened.connect({ join }, this.server.fetch);
    await settle();
    return opened;
  }

  async publish(count: number): Promise<void> {
    this.server.publish(count);
    await settle();
  }

  /** The server ends every connection. */
  async drop(): Promise<void> {
    this.server.drop('end');
    await settle();
  }

  async pass(milliseconds: number): Promise<void> {
    jest.advanceTimersByTime(milliseconds);
    await settle();
  }

  /** An event of the worker's own life. */
  async dispatch(type: 'install' | 'activate'): Promise<void> {
    const work: Promise<unknown>[] = [];
    const waitUntil = (promise: Promise<unknown>): void => void work.push(promise);
    this.#listeners.dispatchEvent(Object.assign(new Event(type), { waitUntil }));
    await Promise.all(work);
  }

  /** A page says something to the worker. */
  say(clientId: string, data: unknown): void {
    const event = new MessageEvent('message', { data });
    Object.defineProperty(event, 'source', { value: { id: clientId } });
    this.#listeners.dispatchEvent(event);
  }

  /** Another version of the worker is found. */
  findUpdate(): ModelServiceWorker {
    const installing = new ModelServiceWorker();
    Object.assign(this.#registration, { installing }).dispatchEvent(new Event('updatefound'));
    return installing;
  }

  /** What another worker says over the channel. */
  async hear(data: unknown): Promise<void> {
    this.#channel.dispatchEvent(new MessageEvent('message', { data }));
    await settle();
  }

  #globals(userAgent: string): object {
    const listeners = this.#listeners;
    const channel = this.#channel;
    return {
      self: globalThis,
      location: new URL('https://app.test/sw.js'),
      navigator: { userAgent },
      registration: this.#registration,
      indexedDB: this.storage.indexedDB,
      clients: {
        matchAll: () =>
          Promise.resolve(
            Array.from(this.clientIds, (id) => ({ id, visibilityState: this.#visibility(id) })),
          ),
        get: (id: string) =>
          Promise.resolve(
            this.clientIds.has(id)
              ? {
                  id,
                  visibilityState: this.#visibility(id),
                  postMessage: (data: { type: string }) => this.said.push(`${data.type} ${id}`),
                }
              : undefined,
          ),
      },
      BroadcastChannel: function ModelChannel() {
        return channel;
      },
      skipWaiting: () => Promise.resolve(),
      addEventListener: listeners.addEventListener.bind(listeners),
    };
  }

  #visibility(clientId: string): DocumentVisibilityState {
    return this.hiddenIds.has(clientId) ? 'hidden' : 'visible';
  }

  /** What is stored of EventSources and clients, without the record that marks the worker. */
  async stored(): Promise<unknown[]> {
    const records = (await this.storage.read()) as { name: string }[];
    return records.filter(({ name }) => name !== 'worker');
  }
}
