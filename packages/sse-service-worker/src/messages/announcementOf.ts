import type { PositionRecord } from 'sse-multiplexer';
import { isPositionRecord } from '../positions/isPositionRecord.js';

/**
 * What workers of one scope say to each other: one has been installed, it wants to take the other's place,
 * or where pages stand.
 *
 * @internal
 */
export type Announcement = {
  readonly version: 1;
  /** Which run of a worker says so. */
  readonly from: string;
} & (
  | { readonly type: 'here' | 'skip-waiting' }
  | { readonly type: 'positions'; readonly records: readonly PositionRecord[] }
);

/**
 * What another worker has said, without records that are none; `undefined` for whatever else has been
 * sent. A message that names no version is of the first.
 *
 * @internal
 */
export function announcementOf(data: unknown): Announcement | undefined {
  const { from, type, records, version = 1 } = (data ?? {}) as Record<string, unknown>;
  if (version !== 1 || typeof from !== 'string') return undefined;
  if (type === 'here' || type === 'skip-waiting') return { version, from, type };
  if (type !== 'positions' || !Array.isArray(records)) return undefined;
  return { version, from, type, records: records.filter(isPositionRecord) };
}
