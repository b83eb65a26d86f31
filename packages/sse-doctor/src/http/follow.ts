import { ask } from './ask.js';
import type { Question } from './ask.js';
import { browserBlocks } from './browserBlocks.js';
import { finalHop } from './finalHop.js';
import type { Hop, RedirectFault, Trace } from './Trace.js';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Fetch, "HTTP-redirect fetch": the redirect count that is too many. */
const MOST_REDIRECTS = 20;

export interface Journey extends Question {
  /** The pages' origin. */
  readonly origin: string;
  /** Sent to the first URL's origin only. */
  readonly cookie: string | undefined;
}

/**
 * Asks, and follows redirects as a browser does for mode `cors`: with the `Origin` that it would send to
 * each. What CORS forbids is followed all the same, so that all of it can be reported.
 *
 * @throws {@link NoAnswerError}
 */
export async function follow(journey: Journey): Promise<Trace> {
  const { origin, cookie, headers } = journey;
  const hops: Hop[] = [];
  let url = journey.url;
  let isCors = false;
  let isTainted = false;
  for (;;) {
    const last = hops.at(-1)?.answer.url;
    if (last && last.origin !== url.origin && last.origin !== origin) isTainted = true;
    if (url.origin !== origin) isCors = true;
    const sentOrigin = isCors ? (isTainted ? 'null' : origin) : undefined;
    const answer = await ask({
      ...journey,
      url,
      headers: {
        ...headers,
        'sec-fetch-mode': 'cors',
        'sec-fetch-dest': 'empty',
        'sec-fetch-site': isCors ? 'cross-site' : 'same-origin',
        ...(sentOrigin === undefined ? {} : { origin: sentOrigin }),
        ...(cookie === undefined || url.origin !== journey.url.origin ? {} : { cookie }),
      },
    });
    hops.push({ answer, origin: sentOrigin });
    const location = answer.headers.get('location');
    if (!REDIRECTS.has(answer.status) || location === null) return traced(hops, undefined);
    const next = parse(location, url);
    const fault = faultOf(next, journey, hops.length);
    if (next === null || fault !== undefined) return traced(hops, fault ?? 'bad-location');
    answer.close();
    url = next;
  }
}

function faultOf(next: URL | null, { origin }: Journey, hops: number): RedirectFault | undefined {
  if (next === null || !/^https?:$/.test(next.protocol)) return 'bad-location';
  if (hops > MOST_REDIRECTS) return 'too-many';
  const block = browserBlocks(origin, next);
  if (block === 'mixed-content') return block;
  return block === undefined ? undefined : 'bad-location';
}

function parse(location: string, base: URL): URL | null {
  try {
    return new URL(location, base);
  } catch {
    return null;
  }
}

function traced(hops: readonly Hop[], fault: RedirectFault | undefined): Trace {
  const [first, ...rest] = hops;
  if (first === undefined) throw new Error('Nothing was asked');
  const trace: Trace = { hops: [first, ...rest], fault };
  if (fault !== undefined) finalHop(trace).answer.close();
  return trace;
}
