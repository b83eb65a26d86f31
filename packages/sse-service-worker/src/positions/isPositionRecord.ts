import type { PositionRecord } from 'sse-multiplexer';

/**
 * Whether data from elsewhere, a storage or another worker, is where an EventSource stands.
 *
 * @internal
 */
export function isPositionRecord(data: unknown): data is PositionRecord {
  const record = (data ?? {}) as Partial<Record<keyof PositionRecord, unknown>>;
  return (
    typeof record.name === 'string' &&
    typeof record.clientId === 'string' &&
    ['string', 'undefined'].includes(typeof record.lastEventId) &&
    ['number', 'undefined'].includes(typeof record.reconnectionTime)
  );
}
