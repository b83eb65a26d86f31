import type { CarrierPost } from 'event-stream-carrier';
import type { Ask } from './Ask.js';
import { Carrier } from './Carrier.js';
import type { CarrierOptions } from './CarrierOptions.js';
import { carriedHeader } from './carriedHeader.js';
import { clientOf } from './clientOf.js';
import { openStream } from './openStream.js';
import { parsePost } from './parsePost.js';
import { requesterOf } from './requesterOf.js';
import { type ResolvedCarrierOptions, resolveCarrierOptions } from './resolveCarrierOptions.js';

/** Bytes of one POST. */
const MOST_BYTES = 64 * 1024;

/**
 * What is known of a request to a carrier besides itself.
 *
 * @internal
 */
export interface CarrierVisit {
  /** The address of whoever is connected; `''` if that is not known. */
  readonly address: string;
  /** Passed on to whatever asks for the streams. */
  readonly context: unknown;
}

interface OpenCarrier {
  readonly carrier: Carrier;
  readonly owner: string;
}

/**
 * The carriers of one server, spoken to by web-standard requests.
 *
 * @internal
 */
export class CarrierServer {
  readonly #options: ResolvedCarrierOptions;
  readonly #ask: Ask;
  readonly #carriers = new Map<string, OpenCarrier>();
  readonly #counts = new Map<string, number>();

  /** @throws `InvalidOptionError` */
  constructor(ask: Ask, options: CarrierOptions) {
    this.#options = resolveCarrierOptions(options);
    this.#ask = ask;
  }

  /** Ends every carrier; workers come back by themselves. */
  close(): void {
    for (const { carrier } of [...this.#carriers.values()]) carrier.end();
  }

  async handle(request: Request, visit: CarrierVisit): Promise<Response> {
    const requester = requesterOf(request, this.#options.origins);
    const response = await this.#answer(request, visit, requester);
    if (requester === undefined || requester === 'own') return response;
    response.headers.set('access-control-allow-origin', requester);
    response.headers.set('access-control-allow-credentials', 'true');
    response.headers.append('vary', 'origin');
    return response;
  }

  async #answer(request: Request, visit: CarrierVisit, requester?: string): Promise<Response> {
    if (requester === undefined && request.method !== 'OPTIONS')
      return text(403, 'A carrier is for pages of its own origin, and of those that it allows.');
    switch (request.method) {
      case 'GET':
        return this.#open(request, visit, requester ?? '');
      case 'POST':
        return this.#post(request, visit, requester ?? '');
      case 'OPTIONS':
        return new Response(null, {
          status: 204,
          headers: {
            allow: 'GET, POST, OPTIONS',
            ...(requester && {
              'access-control-allow-methods': 'GET, POST',
              'access-control-allow-headers': 'content-type',
              'access-control-max-age': '600',
            }),
          },
        });
      default:
        return text(405, 'A carrier is asked with GET and POST.', { allow: 'GET, POST, OPTIONS' });
    }
  }

  async #open(request: Request, visit: CarrierVisit, requester: string): Promise<Response> {
    if (request.headers.has(carriedHeader)) return text(508, 'A carrier cannot be carried.');
    const { client, maxCarriers, maxCarriersPerClient, bus } = this.#options;
    const key = client ? client(request, visit.address) : clientOf(request, visit.address);
    const count = (this.#counts.get(key) ?? 0) + 1;
    if (this.#carriers.size >= maxCarriers) return text(503, 'There are too many carriers.');
    if (count > maxCarriersPerClient) return text(429, 'This client has too many carriers.');
    this.#counts.set(key, count);
    const id = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
    let stopListening: (() => Promise<void>) | undefined;
    const base = new URL(request.url);
    const carrier = new Carrier(id, {
      ...this.#options,
      open: (...opening) => openStream(this.#ask, this.#options, base, ...opening),
      onEnd: () => {
        this.#carriers.delete(id);
        const rest = (this.#counts.get(key) ?? 1) - 1;
        if (rest > 0) this.#counts.set(key, rest);
        else this.#counts.delete(key);
        stopListening?.().catch(report);
      },
    });
    try {
      const owner = await this.#ownerOf(request, requester);
      this.#carriers.set(id, { carrier, owner });
      stopListening = await bus?.listen(busName(id, owner), (message) => {
        const { post, headers } = JSON.parse(message) as BusMessage;
        carrier.obey(post, new Headers(headers), visit.context);
      });
    } catch (error) {
      report(error);
      carrier.end();
      return text(503, 'The carrier cannot be opened now.');
    }
    return new Response(carrier.body, {
      headers: {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      },
    });
  }

  async #post(request: Request, visit: CarrierVisit, requester: string): Promise<Response> {
    const type = request.headers.get('content-type') ?? '';
    if (!/^application\/json\s*(?:;|$)/i.test(type))
      return text(415, 'A carrier takes application/json.');
    const body = await bounded(request);
    if (body === undefined) return text(413, `A carrier takes ${MOST_BYTES} bytes at most.`);
    let post: CarrierPost;
    try {
      post = parsePost(body);
    } catch (error) {
      return text(400, error instanceof Error ? error.message : String(error));
    }
    try {
      const owner = await this.#ownerOf(request, requester);
      const own = this.#carriers.get(post.carrier);
      if (own?.owner === owner) {
        own.carrier.obey(post, request.headers, visit.context);
        return new Response(null, { status: 204 });
      }
      const { bus } = this.#options;
      const message: BusMessage = { post, headers: [...request.headers] };
      const isTaken =
        own === undefined &&
        (await bus?.send(busName(post.carrier, owner), JSON.stringify(message)));
      return isTaken ? new Response(null, { status: 204 }) : text(404, 'There is no such carrier.');
    } catch (error) {
      report(error);
      return text(503, 'The carrier cannot be reached now.');
    }
  }

  /** A POST of anybody else is one to a carrier that does not exist. */
  async #ownerOf(request: Request, requester: string): Promise<string> {
    return JSON.stringify([requester, (await this.#options.user?.(request)) ?? null]);
  }
}

interface BusMessage {
  readonly post: CarrierPost;
  readonly headers: [string, string][];
}

function busName(id: string, owner: string): string {
  return `sse-carrier:${id}:${owner}`;
}

function report(error: unknown): void {
  console.error('sse-carrier:', error);
}

function text(status: number, message: string, headers: Record<string, string> = {}): Response {
  return new Response(`${message}\n`, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      ...headers,
    },
  });
}

/** The body as text; `undefined` if it is too long. */
async function bounded(request: Request): Promise<string | undefined> {
  // Node's is iterable, which not every library's types know.
  const body = request.body as unknown as AsyncIterable<Uint8Array> | null;
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body ?? []) {
    size += piece.length;
    if (size > MOST_BYTES) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
