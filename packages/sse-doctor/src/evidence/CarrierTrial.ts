/** What the URL says at which a carrier is looked for. */
export interface CarrierTrial {
  readonly path: string;
  /**
   * `none`: no event stream is there; `speaks`: it greets as version 1 of the protocol does; `mute`: an event
   * stream that does not greet so.
   */
  readonly answer: 'none' | 'speaks' | 'mute';
  /** What it says first, shortened. */
  readonly greeting: string;
}
