/** One event block that dispatches. */
export interface SeenEvent {
  /** When it came, on the clock of `performance.now()`. */
  readonly at: number;
  readonly type: string;
  /** The block's own `id`; `undefined` if it has none. */
  readonly id: string | undefined;
  /** Equal for blocks with the same bytes. */
  readonly fingerprint: string;
  readonly bytes: number;
  /** The beginning of its data, at most some hundred characters. */
  readonly text: string;
}
