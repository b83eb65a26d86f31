/** What can be wrong with the lines of a stream. */
export type FormatFaultKind =
  | 'field-unknown'
  | 'retry-malformed'
  | 'id-null'
  | 'id-without-data'
  | 'event-without-data'
  | 'event-reserved'
  | 'blank-line-missing'
  | 'line-ends-escaped'
  | 'utf8-invalid'
  | 'event-large';

/** One kind of fault: how often it was seen, and where first. */
export interface FormatFault {
  readonly kind: FormatFaultKind;
  count: number;
  /** The offending line, shortened; a size in bytes for `event-large`. */
  readonly sample: string;
}
