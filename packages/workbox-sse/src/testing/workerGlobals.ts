import { IDBFactory } from 'fake-indexeddb';

/**
 * `ExtendableEvent` as far as Workbox needs it. Like a browser's, it takes promises only while it is
 * dispatched, or another promise is pending; one that a script has made takes none.
 */
class ModelExtendableEvent extends Event {
  readonly lifetimePromises: Promise<unknown>[] = [];
  isActive = false;
  #pending = 0;

  waitUntil(promise: Promise<unknown>): void {
    if (!this.isActive && this.#pending === 0) {
      throw new DOMException('The event is not active.', 'InvalidStateError');
    }
    this.lifetimePromises.push(promise);
    this.#pending++;
    const settled = (): number => this.#pending--;
    promise.then(settled, settled);
  }
}

/** A `FetchEvent` that remembers its answer. */
export class ModelFetchEvent extends ModelExtendableEvent {
  readonly request: Request;
  readonly clientId: string;
  readonly resultingClientId = 'next page';
  /** What was given to `respondWith`; `undefined` where the request is left to the browser. */
  response: Promise<Response> | undefined;

  constructor(request: Request, clientId: string) {
    super('fetch', { cancelable: true });
    this.request = request;
    this.clientId = clientId;
  }

  respondWith(response: Promise<Response>): void {
    if (!this.isActive || this.response) throw new DOMException('', 'InvalidStateError');
    this.stopImmediatePropagation();
    this.response = response;
    this.waitUntil(response);
  }
}

const noCache = { put: () => Promise.resolve(), delete: () => Promise.resolve(false) };

/**
 * What Workbox, and the strategy, find in a worker, for a worker's modules that are loaded next.
 *
 * @param clientIds - the clients that there are; none by default.
 * @returns where the worker's event listeners are.
 */
export function workerGlobals(clientIds: ReadonlySet<string> = new Set()): EventTarget {
  const listeners = new EventTarget();
  Object.assign(globalThis, {
    self: globalThis,
    location: new URL('https://app.test/sw.js'),
    navigator: { userAgent: 'Chrome/156' },
    registration: Object.assign(new EventTarget(), { scope: 'https://app.test/' }),
    indexedDB: new IDBFactory(),
    caches: { has: () => Promise.resolve(false), open: () => Promise.resolve(noCache) },
    clients: {
      matchAll: () => Promise.resolve(Array.from(clientIds, (id) => ({ id }))),
      get: (id: string) => Promise.resolve(clientIds.has(id) ? { id } : undefined),
    },
    cookieStore: undefined,
    BroadcastChannel: class extends EventTarget {
      postMessage(): void {}
    },
    ExtendableEvent: ModelExtendableEvent,
    FetchEvent: ModelFetchEvent,
    addEventListener: listeners.addEventListener.bind(listeners),
    __WB_DISABLE_DEV_LOGS: true,
  });
  return listeners;
}
