/** What backing off starts from at the least, in milliseconds: twice nothing is nothing. */
const SHORTEST = 100;
/** The longest wait between two attempts, in milliseconds, however long the server is away. */
const LONGEST = 30_000;

/** The longest wait that a server may ask for by `Retry-After`, in milliseconds. */
const LONGEST_RETRY_AFTER = 3_600_000;

/** What a timer can wait at most; it takes more for nothing. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * How long to wait before the upstream is opened again, in milliseconds.
 *
 * The first attempt comes after the reconnection time, as a page's would. Later ones back off
 * exponentially with full jitter, so that the browsers of the world do not come back in step.
 * `Retry-After` is the least, as far as it is at most an hour.
 *
 * @internal
 */
export function reconnectDelay(
  attempt: number,
  reconnectionTime: number,
  retryAfter: string | null,
  random: () => number = Math.random,
): number {
  const base = Math.max(SHORTEST, reconnectionTime);
  const ceiling = Math.max(base, Math.min(LONGEST, base * 2 ** attempt));
  const delay = attempt === 0 ? reconnectionTime : random() * ceiling;
  return Math.min(LONGEST_TIMER, Math.max(delay, retryAfterDelay(retryAfter)));
}

/** RFC 9110, 10.2.3: a count of seconds or a date. */
function retryAfterDelay(value: string | null): number {
  if (!value) return 0;
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return milliseconds > 0 ? Math.min(LONGEST_RETRY_AFTER, milliseconds) : 0;
}
