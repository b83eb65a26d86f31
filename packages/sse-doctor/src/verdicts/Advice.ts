/** One option of SSEMultiplexStrategy: its code, `undefined` for the default, and why. */
export interface Advice {
  readonly code: string | undefined;
  readonly reason: string;
}
