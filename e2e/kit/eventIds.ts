import type { LogEntry } from './page/LogEntry.js';

/** The last event ID of each event in a log. */
export const eventIds = (log: readonly LogEntry[]): readonly string[] =>
  log.flatMap((entry) => (entry.kind === 'event' ? [entry.lastEventId] : []));
