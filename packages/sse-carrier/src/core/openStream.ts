import type { CarrierMessages, CarrierOpening, HeaderPairs } from 'event-stream-carrier';
import type { Ask, SubResponse } from './Ask.js';
import { carriedUrl } from './carriedUrl.js';
import { carrierEvent } from './carrierEvent.js';
import { isAllowed } from './isAllowed.js';
import type { ResolvedCarrierOptions } from './resolveCarrierOptions.js';
import { subRequestHeaders } from './subRequestHeaders.js';

/** Of a refusal's body so much is passed on. */
const MOST_BODY = 64 * 1024;

/** What Fetch lets have no body. */
const NULL_BODY_STATUS = new Set([204, 205, 304]);

/** Bytes of the headers of one answer. */
const MOST_HEAD = 16 * 1024;

/** Redirects that are followed, as in Fetch. */
const MOST_REDIRECTS = 20;

/** Headers of the connection, or that a response which a worker makes cannot have. */
const NOT_PASSED_ON =
  /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|content-length|content-encoding|set-cookie2?|event-stream-carrier|date)$/;

/**
 * What became of a stream that was asked for.
 *
 * @internal
 */
export interface OpenedStream {
  /** What the worker is told first. */
  readonly event: Uint8Array;
  /** If it is an event stream. */
  readonly body?: AsyncIterable<Uint8Array>;
}

/** @internal */
export type OpenStream = (
  opening: CarrierOpening,
  headers: Headers,
  signal: AbortSignal,
  context: unknown,
) => Promise<OpenedStream>;

/**
 * Asks for one stream. Never rejects.
 *
 * @param base - of the carrier.
 *
 * @internal
 */
export async function openStream(
  ask: Ask,
  options: Pick<ResolvedCarrierOptions, 'allow' | 'headers'>,
  base: URL,
  ...[opening, post, signal, context]: Parameters<OpenStream>
): Promise<OpenedStream> {
  const { stream } = opening;
  const say = (type: 'error' | 'decline', reason: string): OpenedStream => ({
    event: carrierEvent(type, { stream, reason }),
  });
  const headers = subRequestHeaders(post, opening.headers ?? [], options.headers);
  if (!headers) return say('decline', 'header');
  let target = opening.url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const url = carriedUrl(target, base);
    if (!url) return say('decline', redirects > 0 ? 'redirect' : 'url');
    if (url.pathname === base.pathname) return say('decline', 'carrier');
    let response: SubResponse;
    try {
      if (!isAllowed(options.allow, url, headers)) return say('decline', 'not-allowed');
      response = await ask({ url, headers, signal, context });
    } catch (error) {
      if (!signal.aborted) console.error(`sse-carrier: ${url.href} could not be asked.`, error);
      return say('error', 'unreachable');
    }
    const location = valueOf(response.headers, 'location');
    const isRedirect = [301, 302, 303, 307, 308].includes(response.status);
    if (!isRedirect || location === undefined) return opened(stream, response, say);
    await read(response.body, 0);
    if (!URL.canParse(location, url.href)) return say('error', 'unreachable');
    const next = new URL(location, url);
    if (next.host !== url.host) return say('decline', 'redirect');
    target = next.pathname + next.search;
  }
  return say('error', 'redirected too often');
}

async function opened(
  stream: number,
  { status, headers, body }: SubResponse,
  say: (type: 'error' | 'decline', reason: string) => OpenedStream,
): Promise<OpenedStream> {
  const passed = headers.filter(([name]) => !NOT_PASSED_ON.test(name.toLowerCase()));
  const bytes = passed.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  const encoding = valueOf(headers, 'content-encoding') ?? 'identity';
  const isTooLarge = bytes > MOST_HEAD;
  if (isTooLarge || encoding !== 'identity' || status < 200 || status > 599) {
    await read(body, 0);
    return say('decline', isTooLarge ? 'head-too-large' : 'encoded');
  }
  const head: CarrierMessages['head'] = { stream, status, headers: passed };
  if (status === 200 && isEventStream(headers)) return { event: carrierEvent('head', head), body };
  try {
    const most = NULL_BODY_STATUS.has(status) ? 0 : MOST_BODY;
    const text = Buffer.from(await read(body, most)).toString('base64');
    return { event: carrierEvent('refusal', { ...head, body: text }) };
  } catch {
    return say('error', 'broken');
  }
}

/** Reads so many bytes, and stops. */
async function read(body: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let rest = most;
  for await (const chunk of body) {
    if (rest > 0) pieces.push(chunk.subarray(0, rest));
    rest -= chunk.length;
    if (rest <= 0) break;
  }
  return Buffer.concat(pieces);
}

function isEventStream(headers: HeaderPairs): boolean {
  const [essence] = (valueOf(headers, 'content-type') ?? '').split(';');
  return essence?.trim().toLowerCase() === 'text/event-stream';
}

function valueOf(headers: HeaderPairs, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}
