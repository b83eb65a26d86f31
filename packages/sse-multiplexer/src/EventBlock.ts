// A BOM is one at the start of a stream only: within a value it is a character.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * One whole event block: everything from a block border up to and including the line that ends it,
 * exactly as the upstream sent it. A view on the chunk it came in; the bytes are never changed.
 *
 * `data` is never decoded. What is noted is what a multiplexer must know of a block: its ID, its
 * type, its reconnection time and whether it dispatches an event.
 *
 * @public
 */
export class EventBlock {
  /** The bytes this block is a part of, at `start` up to, not including, `end`. */
  readonly source: Uint8Array<ArrayBuffer>;
  readonly start: number;
  readonly end: number;
  /** Whether an event is dispatched: the block has a `data` field (HTML, "dispatch the event"). */
  readonly dispatches: boolean;
  /** The reconnection time in milliseconds that a `retry` field sets, if the block has a valid one. */
  readonly retry: number | undefined;
  readonly #id: Span | undefined;
  readonly #type: Span | undefined;

  constructor(
    source: Uint8Array<ArrayBuffer>,
    start: number,
    end: number,
    dispatches: boolean,
    retry: number | undefined,
    id: Span | undefined,
    type: Span | undefined,
  ) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.dispatches = dispatches;
    this.retry = retry;
    this.#id = id;
    this.#type = type;
  }

  /** Whether the block has a valid `id` field; an empty one counts, it resets the last event ID. */
  get hasId(): boolean {
    return this.#id !== undefined;
  }

  /** The last event ID that the block sets, `''` for a reset, `undefined` if it sets none. */
  get id(): string | undefined {
    return this.#id && this.#text(this.#id);
  }

  /** The type of the event that the block dispatches: its `event` field, or `message`. */
  get type(): string {
    return (this.#type && this.#text(this.#type)) || 'message';
  }

  #text([from, to]: Span): string {
    return decoder.decode(this.source.subarray(this.start + from, this.start + to));
  }
}

/**
 * From and to of a field's value, relative to the block's start.
 *
 * @public
 */
export type Span = readonly [from: number, to: number];
