/**
 * How a page comes.
 *
 * @internal
 */
export interface AdmissionManner {
  /** Whether the page has waited for the connection, and is not late. */
  readonly isOpening?: boolean;
  /** Whether no other page's answer is for this one. */
  readonly asksForItself?: boolean;
}
