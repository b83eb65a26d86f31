import { jest } from '@jest/globals';
import { ModelPage } from '../../../sse-multiplexer/src/testing/ModelPage.js';
import { ModelRegistration } from './ModelRegistration.js';
import { ModelServer } from '../../../sse-multiplexer/src/testing/ModelServer.js';
import { ModelStorage } from './ModelStorage.js';
import { settle } from '../../../sse-multiplexer/src/testing/settle.js';
import type { SharedEventStreams } from '../sharing/SharedEventStreams.js';
import type { SharedEventStreamsOptions } from '../options/SharedEventStreamsOptions.js';

/** A browser follows so many redirects of a request. */
const MAX_REDIRECTS = 20;

/**
 * What outlives a worker: the site's pages, their server, the browser's storage. The globals are those
 * of the worker that was started last; an earlier one that still runs shares them.
 */
export class ModelSite {
  readonly server = new ModelServer();
  /** The clients that the browser lists: those that have asked for a stream, unless taken out. */
  readonly clientIds = new Set<string>();
  /** Those that no worker controls. */
  readonly uncontrolledIds = new Set<string>();
  /** Those that nobody looks at. */
  readonly hiddenIds = new Set<string>();
  readonly storage = new ModelStorage();
  /** What the worker has said to other workers. */
  readonly messages: unknown[] = [];
  /** What the worker has said to pages: the type of the message, and to whom. */
  readonly said: string[] = [];
  /** What becomes of a request that the worker leaves to the browser. */
  readonly leftAlone: Request[] = [];
  /** Where each page's EventSource was redirected to: it comes back there. */
  readonly urls = new Map<ModelPage, string>();
  streams!: SharedEventStreams;
  registration = new ModelRegistration();
  #listeners = new EventTarget();
  #channel = new EventTarget();
  readonly #options: SharedEventStreamsOptions;

  private constructor(options: SharedEventStreamsOptions) {
    this.#options = options;
  }

  /** Starts a worker, whose memory is its own. */
  static async start(
    userAgent?: string,
    options: SharedEventStreamsOptions = {},
  ): Promise<ModelSite> {
    const site = new ModelSite(options);
    await site.restart(userAgent);
    return site;
  }

  /**
   * The worker is ended, and another one started, whose script does this before it makes a strategy. Its streams
   * break, as the browser would have it.
   */
  async restart(
    userAgent = 'Chrome/156',
    active: object | null = null,
    script?: () => void,
  ): Promise<void> {
    await this.storage.settle();
    jest.clearAllTimers();
    for (const connection of this.server.connections) connection.isOpen = false;
    this.#listeners = new EventTarget();
    this.#channel = Object.assign(new EventTarget(), {
      postMessage: (message: unknown) => this.messages.push(message),
    });
    this.registration = Object.assign(new ModelRegistration(), { active });
    Object.assign(globalThis, this.#globals(userAgent));
    // By this all copies of the library in one run know each other.
    Reflect.deleteProperty(globalThis, Symbol.for('sse-service-worker'));
    this.streams = await this.load(script);
  }

  /** Another copy of the library in the same worker. */
  async load(script?: () => void): Promise<SharedEventStreams> {
    let streams: SharedEventStreams | undefined;
    await jest.isolateModulesAsync(async () => {
      const { SharedEventStreams } = await import('../index.js');
      script?.();
      const host = { name: 'model', fetch: this.server.fetch };
      streams = new SharedEventStreams(this.#options, host);
    });
    if (!streams) throw new Error('The library cannot be loaded.');
    return streams;
  }

  /** A page opens its stream, or comes back to it. Resolves when it is answered, or given up. */
  async open(page: ModelPage | string): Promise<ModelPage> {
    const opened = typeof page === 'string' ? new ModelPage(page) : page;
    await opened.connect({ join: (visit) => this.#answer(visit, opened) }, this.server.fetch);
    await this.#settle();
    return opened;
  }

  async publish(count: number): Promise<void> {
    this.server.publish(count);
    await this.#settle();
  }

  /** The server ends every connection. */
  async drop(): Promise<void> {
    this.server.drop('end');
    await this.#settle();
  }

  async pass(milliseconds: number): Promise<void> {
    jest.advanceTimersByTime(milliseconds);
    await this.#settle();
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

  /** A page asks for something that is no stream. @returns what answers it. */
  request(): () => Promise<void> {
    let answer = (): void => undefined;
    const handled = new Promise<void>((resolve) => (answer = resolve));
    const request = new Request('https://app.test/download');
    const event = Object.assign(new Event('fetch'), { handled, request });
    this.#listeners.dispatchEvent(event);
    return async () => {
      answer();
      await this.#settle();
    };
  }

  /** What another worker says over the channel. */
  async hear(data: unknown): Promise<void> {
    this.#channel.dispatchEvent(new MessageEvent('message', { data }));
    await this.#settle();
  }

  /** What is stored of EventSources and clients, without the record that marks the worker. */
  async stored(): Promise<unknown[]> {
    const records = (await this.storage.read()) as { name: string }[];
    return records.filter(({ name }) => name !== 'worker');
  }

  /** What the worker makes of a page's request, as the page sees it. */
  async #answer(
    { request, clientId }: { request: Request; clientId: string },
    page: ModelPage,
  ): Promise<Response> {
    this.clientIds.add(clientId);
    const respond = (asked: Request): Promise<Response> =>
      this.streams.join(asked, clientId, this.server.fetch);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const asked = new Request(this.urls.get(page) ?? request.url, request);
      const response = await this.streams.handle(asked, clientId, respond);
      if (!response) {
        this.leftAlone.push(asked);
        throw new Error('left alone');
      }
      if (response.type === 'error') throw new TypeError('network error');
      if (response.status !== 308) return response;
      this.urls.set(page, response.headers.get('location') ?? '');
    }
    throw new TypeError('too many redirects');
  }

  async #settle(): Promise<void> {
    await settle();
    await this.storage.settle();
    await settle();
  }

  #globals(userAgent: string): object {
    const listeners = this.#listeners;
    const channel = this.#channel;
    return {
      self: globalThis,
      location: new URL('https://app.test/sw.js'),
      navigator: { userAgent },
      registration: this.registration,
      indexedDB: this.storage.indexedDB,
      clients: {
        matchAll: ({ includeUncontrolled = false } = {}) => {
          const ids = [...this.clientIds];
          const listed = ids.filter((id) => includeUncontrolled || !this.uncontrolledIds.has(id));
          return Promise.resolve(listed.map((id) => this.#client(id)));
        },
        get: (id: string) => Promise.resolve(this.clientIds.has(id) ? this.#client(id) : undefined),
      },
      BroadcastChannel: function ModelChannel() {
        return channel;
      },
      skipWaiting: () => Promise.resolve(),
      addEventListener: listeners.addEventListener.bind(listeners),
    };
  }

  #client(id: string): object {
    return {
      id,
      visibilityState: this.hiddenIds.has(id) ? 'hidden' : 'visible',
      postMessage: (data: { type: string }) => this.said.push(`${data.type} ${id}`),
    };
  }
}
