import { OtherRequests } from '../update/OtherRequests.js';

/** Told of a request that matches, with a promise that resolves when its end was seen, or was not. */
interface Watch {
  readonly matches: (url: string) => boolean;
  readonly begun: (over: Promise<boolean>) => void;
}

declare const self: ServiceWorkerGlobalScope;

/** Milliseconds for which a navigation is waited for, and between two looks at it. */
const LONGEST = 60_000;
const STEP = 50;

const watches: Watch[] = [];

// While modules are loaded, before any router: once a request has been answered, Chromium calls no
// listener that was added later, not even one for the capturing phase.
(globalThis as Partial<ServiceWorkerGlobalScope>).addEventListener?.('fetch', watch);

/**
 * Watches requests of pages: event streams excepted.
 *
 * @param begun - called while the request is dispatched. Its promise resolves, and does not reject,
 *   before the page that sent the request can have seen the answer.
 *
 * @internal
 */
export function watchRequests(patterns: readonly (string | RegExp)[], begun: Watch['begun']): void {
  const tests = patterns.map((pattern) => {
    // Not `test`, which goes on where it stopped if the RegExp has the flag g.
    if (pattern instanceof RegExp) return (url: string) => url.search(pattern) >= 0;
    const whole = withoutFragment(new URL(pattern, self.location.href).href);
    return (url: string) => url === whole || withoutQuery(url) === whole;
  });
  watches.push({ matches: (url) => tests.some((test) => test(url)), begun });
}

function watch(event: FetchEvent): void {
  if (watches.length === 0) return;
  const { request } = event;
  const url = withoutFragment(request.url);
  const matching = watches.filter(({ matches }) => matches(url));
  // A stream that its own opening reset would be reset again and again.
  if (matching.length === 0 || request.headers.get('accept')?.includes('event-stream')) return;
  OtherRequests.note(event);
  const over = request.mode === 'navigate' ? navigated(event) : answered(event);
  event.waitUntil(over);
  for (const { begun } of matching) begun(over);
}

/** The worker sees the end of a request only if it is the one that makes it. */
function answered(event: FetchEvent): Promise<boolean> {
  const response = fetch(event.request);
  event.respondWith(response);
  const isOver = (): boolean => true;
  // If it fails, that is the answer which the page sees.
  return response.then(isOver, isOver);
}

/**
 * Of a navigation it sees the page that comes of it. To answer one is not the same as to leave it to
 * the browser: `Sec-Fetch-Mode`, and cookies that are not sent across sites.
 */
async function navigated({ resultingClientId }: FetchEvent): Promise<boolean> {
  for (const start = performance.now(); performance.now() - start < LONGEST;) {
    const client = await self.clients.get(resultingClientId);
    // In Firefox a frame's empty document is there before.
    if (client && client.url !== 'about:blank') return true;
    await new Promise((resolve) => setTimeout(resolve, STEP));
  }
  return false;
}

function withoutQuery(url: string): string {
  const [address = ''] = url.split('?');
  return address;
}

function withoutFragment(url: string): string {
  const [whole = ''] = url.split('#');
  return whole;
}
