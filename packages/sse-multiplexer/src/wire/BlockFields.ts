import { idKey } from './idKey.js';

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const COLON = 0x3a;
const A = 0x61;
const D = 0x64;
const I = 0x69;
const T = 0x74;
/** The fields by their first character. */
const NAMES: Record<number, string> = { 0x64: 'data', 0x65: 'event', 0x69: 'id', 0x72: 'retry' };

// A BOM is one at the start of a stream only: within a value it is a character.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * What the fields of one event block say, read line by line. `start` is where the block starts in
 * `bytes`, which may be others each time.
 *
 * @internal
 */
export class BlockFields {
  dispatches = false;
  retry: number | undefined;
  #isEmpty = true;
  // Where the values are, relative to the block's start.
  #idFrom = 0;
  #idTo = 0;
  #typeFrom = 0;
  #typeTo = 0;

  get hasId(): boolean {
    return this.#idTo > 0;
  }

  id(bytes: Uint8Array, start: number): string | undefined {
    return this.hasId ? text(bytes, start + this.#idFrom, start + this.#idTo) : undefined;
  }

  /** See {@link idKey}. */
  idKey(bytes: Uint8Array, start: number): number {
    return idKey(bytes, start + this.#idFrom, start + this.#idTo);
  }

  type(bytes: Uint8Array, start: number): string {
    return text(bytes, start + this.#typeFrom, start + this.#typeTo) || 'message';
  }

  /** Reads a line ("process the field"); returns whether it ends the block. */
  read(bytes: Uint8Array, start: number, from: number, to: number): boolean {
    const name = from < to ? NAMES[bytes[from] as number] : '';
    const value = name ? fieldValue(bytes, from, to, name) : -1;
    // An empty line, a comment or a field that is none of HTML's.
    if (value < 0) return from === to || this.#isEmpty;
    this.#isEmpty = false;
    if (name === 'data') {
      this.dispatches = true;
    } else if (name === 'event') {
      this.#typeFrom = value - start;
      this.#typeTo = to - start;
    } else if (name === 'retry') {
      // "If the field value consists of only ASCII digits", otherwise ignored.
      const digits = text(bytes, value, to);
      if (/^\d+$/.test(digits)) this.retry = Math.min(Number(digits), Number.MAX_SAFE_INTEGER);
      // "If the field value does not contain U+0000 NULL", otherwise ignored.
    } else if (!bytes.subarray(value, to).includes(0)) {
      this.#idFrom = value - start;
      this.#idTo = to - start;
    }
    return false;
  }

  /**
   * Reads a line of the commonest form, `id: ` and text up to an LF, in one go.
   *
   * @returns where the next line starts; -1, and nothing is noted, if it is another line.
   */
  readId(bytes: Uint8Array, start: number, from: number): number {
    if (
      bytes[from] !== I ||
      bytes[from + 1] !== D ||
      bytes[from + 2] !== COLON ||
      bytes[from + 3] !== SPACE
    )
      return -1;
    let to = from + 4;
    while (to < bytes.length && (bytes[to] as number) > CR) to++;
    if (bytes[to] !== LF) return -1;
    this.#isEmpty = false;
    this.#idFrom = from + 4 - start;
    this.#idTo = to - start;
    return to + 1;
  }

  /** Reads a line if it begins with `data:`; returns whether it does. */
  readData(bytes: Uint8Array, from: number): boolean {
    const isData =
      bytes[from] === D &&
      bytes[from + 1] === A &&
      bytes[from + 2] === T &&
      bytes[from + 3] === A &&
      bytes[from + 4] === COLON;
    if (isData) {
      this.#isEmpty = false;
      this.dispatches = true;
    }
    return isData;
  }
}

/** Where the value of the line's field starts; -1 if it is not a field of that name. */
function fieldValue(bytes: Uint8Array, from: number, to: number, name: string): number {
  let at = from;
  for (let i = 0; i < name.length; i++) {
    if (at === to || bytes[at++] !== name.charCodeAt(i)) return -1;
  }
  if (at === to) return to;
  if (bytes[at++] !== COLON) return -1;
  return at < to && bytes[at] === SPACE ? at + 1 : at;
}

function text(bytes: Uint8Array, from: number, to: number): string {
  return decoder.decode(bytes.subarray(from, to));
}
