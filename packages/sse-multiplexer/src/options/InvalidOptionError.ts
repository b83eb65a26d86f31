/**
 * An option has a value that it cannot have. Thrown when the options are given, not when used.
 *
 * @public
 */
export class InvalidOptionError extends TypeError {
  override readonly name = 'InvalidOptionError';
  /** The option's name, with dots for a nested one. */
  readonly option: string;
  /** The value that was given. */
  readonly received: unknown;

  constructor(option: string, expected: string, received: unknown) {
    super(`${option}: expected ${expected}, got ${show(received)}.`);
    this.option = option;
    this.received = received;
  }
}

function show(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'number') return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // A cycle or a bigint.
    return String(value);
  }
}
