import { EventStreamCarrier, type EventStreamCarrierOptions } from 'event-stream-carrier';

/** What was fetched in a worker's name. */
export interface Fetched {
  readonly method: string;
  readonly url: string;
}

/**
 * A worker of a site, in Node: the browser's part is to say where requests come from and to send cookies.
 */
export class ModelWorker {
  readonly carrier: EventStreamCarrier;
  readonly fetched: Fetched[] = [];
  cookie = 'user=one';
  readonly #origin: string;
  readonly #fetch = globalThis.fetch;

  constructor(origin: string, url = '/event-streams', options: EventStreamCarrierOptions = {}) {
    this.#origin = origin;
    Object.assign(globalThis, { self: { location: new URL(`${origin}/worker.js`) } });
    globalThis.fetch = (input, init) => this.#asBrowser(new Request(input, init));
    this.carrier = new EventStreamCarrier(url, options);
  }

  /** A stream, as a strategy asks for it. */
  open(
    path: string,
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<Response> {
    const request = new Request(new URL(path, this.#origin), {
      headers: { accept: 'text/event-stream', ...headers },
      cache: 'no-store',
      ...(signal && { signal }),
    });
    return this.carrier.fetch(request);
  }

  count(method: string, path = '/event-streams'): number {
    return this.fetched.filter((one) => one.method === method && new URL(one.url).pathname === path)
      .length;
  }

  end(): void {
    this.carrier.reset();
    globalThis.fetch = this.#fetch;
  }

  #asBrowser(request: Request): Promise<Response> {
    const { method, url } = request;
    this.fetched.push({ method, url });
    const headers = new Headers(request.headers);
    const isOwn = new URL(url).origin === this.#origin;
    headers.set('sec-fetch-site', isOwn ? 'same-origin' : 'same-site');
    if (method === 'POST' || !isOwn) headers.set('origin', this.#origin);
    if (isOwn) headers.set('cookie', this.cookie);
    return this.#fetch(new Request(request, { headers }));
  }
}
