/** What is promised of a figure, and what was measured. */
export interface Claim {
  readonly what: string;
  readonly figure: number;
  readonly relation: 'at least' | 'at most';
  readonly bound: number;
}
