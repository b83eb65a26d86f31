/** `ExtendableEvent` as far as Workbox needs it; like a browser's, it takes no promise once it is over. */
class ModelExtendableEvent extends Event {
  readonly lifetimePromises: Promise<unknown>[] = [];
  isDispatched = false;
  #pending = 0;

  waitUntil(promise: Promise<unknown>): void {
    if (this.isDispatched && this.#pending === 0) {
      throw new DOMException('The event is over.', 'InvalidStateError');
    }
    this.lifetimePromises.push(promise);
    this.#pending++;
    const settled = (): void => void this.#pending--;
    promise.then(settled, settled);
  }
}

/** A `FetchEvent` that remembers its answer. */
export class ModelFetchEvent extends ModelExtendableEvent {
  readonly request: Request;
  readonly clientId: string;
  /** What was given to `respondWith`; `undefined` where the request is left to the browser. */
  response: Promise<Response> | undefined;

  constructor(request: Request, clientId: string) {
    super('fetch', { cancelable: true });
    this.request = request;
    this.clientId = clientId;
  }

  respondWith(response: Promise<Response>): void {
    if (this.isDispatched || this.response) throw new DOMException('', 'InvalidStateError');
    this.response = response;
    this.waitUntil(response);
  }
}

/**
 * What Workbox, and the strategy, find in a worker, for a worker's modules that are loaded next.
 *
 * @returns where the worker's event listeners are.
 */
export function workerGlobals(): EventTarget {
  const listeners = new EventTarget();
  Object.assign(globalThis, {
    self: globalThis,
    location: new URL('https://app.test/sw.js'),
    navigator: { userAgent: 'a worker in Node' },
    registration: Object.assign(new EventTarget(), { scope: 'https://app.test/' }),
    caches: { has: () => Promise.resolve(false) },
    BroadcastChannel: EventTarget,
    ExtendableEvent: ModelExtendableEvent,
    FetchEvent: ModelFetchEvent,
    addEventListener: listeners.addEventListener.bind(listeners),
    __WB_DISABLE_DEV_LOGS: true,
  });
  return listeners;
}
