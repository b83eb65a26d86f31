import { ConfigError } from './ConfigError.js';
import type { RuntimeCachingEntry } from './GenerateSWConfig.js';

/** A URL that no configuration names. */
const PROBE = 'https://probe.invalid/c5b0e8d2';

/**
 * Finds a catch-all route before a route for event streams, which then never gets any: Workbox asks
 * in order.
 *
 * @throws {@link ConfigError}
 */
export function checkOrder(entries: readonly RuntimeCachingEntry[]): void {
  const catchAll = entries.findIndex(({ urlPattern }) => matches(urlPattern, '*/*'));
  if (catchAll < 0) return;
  const streams = entries.findIndex(
    ({ urlPattern }, index) =>
      index > catchAll && matches(urlPattern, 'text/event-stream') && !matches(urlPattern, '*/*'),
  );
  if (streams < 0) return;
  throw new ConfigError(
    `runtimeCaching[${catchAll}]`,
    `matches every request (urlPattern: ${String(entries[catchAll]?.urlPattern)}), so that the route ` +
      `for event streams, runtimeCaching[${streams}], never gets one.`,
    'Write the route for event streams first, or leave it out: withEventStreams adds its own.',
  );
}

function matches(urlPattern: unknown, accept: string): boolean {
  if (urlPattern instanceof RegExp) {
    // Workbox takes a match in a URL of another origin only at its start.
    return new RegExp(urlPattern.source, urlPattern.flags.replace(/[gy]/g, '')).test(PROBE);
  }
  if (typeof urlPattern !== 'function') return false;
  const request = new Request(PROBE, { headers: { accept } });
  const match = { request, url: new URL(PROBE), sameOrigin: true, event: { request } };
  try {
    return Boolean((urlPattern as (options: object) => unknown)(match));
  } catch {
    // It needs something that only a worker has, and so looks at more than nothing.
    return false;
  }
}
