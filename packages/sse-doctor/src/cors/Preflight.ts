/** What a preflight for one header has come to. */
export interface Preflight {
  /** The header's name, as it was given. */
  readonly header: string;
  /** `undefined` if nobody answered. */
  readonly status: number | undefined;
  /** Why it is refused, of a request without, and of one with credentials; `undefined` if it is not. */
  readonly refused: string | undefined;
  readonly refusedWithCredentials: string | undefined;
}
