/**
 * Bytes that are appended piece by piece; capacity doubles, so that a block of n bytes costs O(n)
 * copies however small the pieces. A lone piece is not copied: it must not change. Two pieces are
 * copied once, into no more bytes than they have.
 *
 * @internal
 */
export class GrowingBytes {
  #bytes = new Uint8Array(0);
  #length = 0;
  /** Of bytes of its own; 0 while there is a lone piece. */
  #capacity = 0;

  get length(): number {
    return this.#length;
  }

  /** What was appended so far; a view that the next `append` may leave behind. */
  get view(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }

  append(piece: Uint8Array<ArrayBuffer>): void {
    if (piece.length === 0) return;
    if (this.#length === 0) {
      this.#bytes = piece;
      this.#length = piece.length;
      return;
    }
    const length = this.#length + piece.length;
    if (length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(length, 2 * this.#capacity));
      this.#capacity = grown.length;
      grown.set(this.view);
      this.#bytes = grown;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = length;
  }

  /** Hands the bytes over and starts anew. */
  take(): Uint8Array<ArrayBuffer> {
    const { view } = this;
    this.#bytes = new Uint8Array(0);
    this.#length = this.#capacity = 0;
    return view;
  }
}
