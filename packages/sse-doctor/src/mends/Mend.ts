/**
 * What to write where, for one finding.
 *
 * @public
 */
export interface Mend {
  readonly express: string;
  readonly nginx: string;
  readonly apache: string;
  readonly caddy: string;
  /** Node's own http. */
  readonly node: string;
}
