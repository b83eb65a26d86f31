/**
 * An event block outgrew `maxBlockBytes` before its end came.
 *
 * @public
 */
export class EventBlockTooLargeError extends Error {
  override readonly name = 'EventBlockTooLargeError';
  /** The bound, in bytes, that was exceeded. */
  readonly maxBlockBytes: number;

  constructor(maxBlockBytes: number) {
    super(`An event block is larger than maxBlockBytes (${maxBlockBytes} bytes).`);
    this.maxBlockBytes = maxBlockBytes;
  }
}
