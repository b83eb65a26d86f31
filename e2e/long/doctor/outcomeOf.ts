import type { Outcome } from '../../../packages/sse-doctor/src/index.js';
import type { LogEntry } from '../../kit/page/LogEntry.js';

/** What a log says has become of an EventSource; `undefined` while that may still change. */
export function outcomeOf(log: readonly LogEntry[]): Outcome | undefined {
  const errors = log.filter(({ kind }) => kind === 'error');
  if (errors.some(({ readyState }) => readyState === 2)) return 'closed';
  const hasOpened = log.some(({ kind }) => kind === 'open');
  if (errors.length === 0) return hasOpened ? 'open' : undefined;
  // The next attempt may be the last one, where none has succeeded.
  return hasOpened || errors.length > 1 ? 'reconnecting' : undefined;
}
