import type { SeenEvent } from '../listening/SeenEvent.js';

/**
 * The ID to ask a server to go on after: with events before it, to tell a restart, and after it, to tell
 * whether they come. `undefined` if there is none, or if IDs do not tell events apart.
 */
export function resumeAfter(events: readonly SeenEvent[]): string | undefined {
  const ids = events.flatMap(({ id }) => (id ? [id] : []));
  if (new Set(ids).size < ids.length) return undefined;
  return ids[ids.length < 3 ? ids.length - 1 : Math.max(1, ids.length - 4)];
}
