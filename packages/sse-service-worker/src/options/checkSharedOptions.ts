import { checkOptions, InvalidOptionError } from 'sse-multiplexer';
import type { SharedEventStreamsOptions } from './SharedEventStreamsOptions.js';
import type { UpstreamCarrier } from './UpstreamCarrier.js';

/** What a host takes beside a worker's options. */
interface HostOptions {
  readonly fetchOptions?: unknown;
  readonly carrier?: UpstreamCarrier | undefined;
}

/** Of `fetchOptions`: anything else is the page's to say, or would make the answer no stream. */
const FETCH_OPTIONS = ['priority', 'referrer', 'referrerPolicy'];

/**
 * Says whether a worker's options have values that they can have. For development builds.
 *
 * @throws `InvalidOptionError`
 *
 * @internal
 */
export function checkSharedOptions(
  options: SharedEventStreamsOptions,
  { fetchOptions, carrier }: HostOptions,
): void {
  checkOptions(options, ['session', 'keepAlive']);
  const { keepAlive = 'auto', session } = options;
  if (!['auto', 'page', 'rotate', false].includes(keepAlive))
    throw new InvalidOptionError('keepAlive', "'auto', 'page', 'rotate' or false", keepAlive);
  if (session !== undefined && !has(session, 'watch'))
    throw new InvalidOptionError('session', 'what session() returns', session);
  if (carrier !== undefined && !has(carrier, 'reset'))
    throw new InvalidOptionError('carrier', 'an EventStreamCarrier', carrier);
  if (fetchOptions !== undefined) checkFetchOptions(fetchOptions);
}

function has(value: unknown, method: string): boolean {
  return typeof (value as Record<string, unknown> | null)?.[method] === 'function';
}

function checkFetchOptions(fetchOptions: unknown): void {
  if (typeof fetchOptions !== 'object' || fetchOptions === null)
    throw new InvalidOptionError('fetchOptions', 'an object', fetchOptions);
  for (const [name, value] of Object.entries(fetchOptions)) {
    if (FETCH_OPTIONS.includes(name)) continue;
    throw new InvalidOptionError(
      `fetchOptions.${name}`,
      `one of ${FETCH_OPTIONS.join(', ')}; a plugin's requestWillFetch changes anything else in the upstream's ` +
        'request, as in `{ requestWillFetch: ({ request }) => { const headers = new Headers(request.headers); ' +
        "headers.set('x-name', 'value'); return new Request(request, { headers }); } }`",
      value,
    );
  }
}
