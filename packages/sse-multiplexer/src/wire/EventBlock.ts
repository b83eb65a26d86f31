import { dataOf } from './dataOf.js';
import type { BlockFields } from './BlockFields.js';

/**
 * One whole event block: everything from a block border up to and including the line that ends it,
 * exactly as the upstream sent it. A view on the chunk it came in; the bytes are never changed.
 *
 * `data` is decoded only where it is asked for. What is noted is what a multiplexer must know of a block: its ID, its
 * type, its reconnection time and whether it dispatches an event.
 *
 * @public
 */
export class EventBlock {
  /** The bytes this block is a part of, at `start` up to, not including, `end`. */
  readonly source: Uint8Array<ArrayBuffer>;
  readonly start: number;
  readonly end: number;
  readonly #fields: BlockFields;

  constructor(source: Uint8Array<ArrayBuffer>, start: number, end: number, fields: BlockFields) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.#fields = fields;
  }

  /** Whether an event is dispatched: the block has a `data` field (HTML, "dispatch the event"). */
  get dispatches(): boolean {
    return this.#fields.dispatches;
  }

  /** The reconnection time in milliseconds that a `retry` field sets, if the block has a valid one. */
  get retry(): number | undefined {
    return this.#fields.retry;
  }

  /** Whether the block has a valid `id` field; an empty one counts, it resets the last event ID. */
  get hasId(): boolean {
    return this.#fields.hasId;
  }

  /** The last event ID that the block sets, `''` for a reset, `undefined` if it sets none. */
  get id(): string | undefined {
    return this.#fields.id(this.source, this.start);
  }

  /** The type of the event that the block dispatches: its `event` field, or `message`. */
  get type(): string {
    return this.#fields.type(this.source, this.start);
  }

  /** Whether a page can notice the block: not a comment, nor unknown fields alone. */
  get isNoticed(): boolean {
    return this.dispatches || this.hasId || this.retry !== undefined;
  }

  /** The event's data, its lines joined by LF; `''` where there is none. Read anew each time. */
  get data(): string {
    return dataOf(this.source.subarray(this.start, this.end));
  }

  /**
   * See `idKey.ts`.
   *
   * @internal
   */
  get idKey(): number {
    return this.#fields.idKey(this.source, this.start);
  }

  /**
   * The same block in other bytes, into which it is copied.
   *
   * @internal
   */
  copyTo(bytes: Uint8Array<ArrayBuffer>, at: number): EventBlock {
    bytes.set(this.source.subarray(this.start, this.end), at);
    return new EventBlock(bytes, at, at + this.end - this.start, this.#fields);
  }
}
