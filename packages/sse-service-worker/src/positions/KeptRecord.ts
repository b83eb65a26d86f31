import type { PositionRecord } from 'sse-multiplexer';

/**
 * What is stored for the next run of the worker: where an EventSource stands, or that a client was there
 * before the worker.
 *
 * @internal
 */
export type KeptRecord = PositionRecord & { readonly isEarlier?: true };
