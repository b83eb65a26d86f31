/**
 * What a page that uses `workbox-sse-window` says, by the message's type:
 * - `PONG`: it is there, which the worker has asked by a {@link WorkerMessage};
 * - `HIDDEN`, `VISIBLE`: nobody looks at it any more, or somebody does again;
 * - `INSPECT`: it asks, with a port, what there is to see of streams;
 * - `RESET`: it asks, with a port, that streams are reset.
 *
 * @internal
 */
export interface PageMessage {
  readonly type: `EVENT_STREAMS_${'PONG' | 'HIDDEN' | 'VISIBLE' | 'INSPECT' | 'RESET'}`;
  readonly version: 1;
}

/**
 * What the worker says to a page: it asks whether that is there, or a reset that it has asked for is done.
 *
 * @internal
 */
export interface WorkerMessage {
  readonly type: `EVENT_STREAMS_${'PING' | 'RESET'}`;
  readonly version: 1;
}

const types = {
  EVENT_STREAMS_PONG: true,
  EVENT_STREAMS_HIDDEN: true,
  EVENT_STREAMS_VISIBLE: true,
  EVENT_STREAMS_INSPECT: true,
  EVENT_STREAMS_RESET: true,
} satisfies Record<PageMessage['type'], true>;

/**
 * Type of a page's message; `undefined` for whatever else a page has sent. A message that names no version is
 * of the first.
 *
 * @internal
 */
export function pageMessageOf(data: unknown): PageMessage['type'] | undefined {
  const { type, version = 1 } = (data ?? {}) as Partial<Record<keyof PageMessage, unknown>>;
  if (version !== 1 || typeof type !== 'string' || !Object.hasOwn(types, type)) return undefined;
  return type as PageMessage['type'];
}
