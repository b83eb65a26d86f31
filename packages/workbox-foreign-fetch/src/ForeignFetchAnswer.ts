/**
 * What a provider answers to a `foreignfetch` event.
 *
 * @public
 */
export interface ForeignFetchAnswer {
  readonly response: Response;
  /**
   * `event.origin`, to let the app read the response. Without it a request with mode `cors` fails, and
   * a `no-cors` one of page code is answered with nothing; an element, such as an image, has it still.
   */
  readonly origin?: string;
  /** Names of headers that the app may read besides the CORS-safelisted ones. Default none. */
  readonly headers?: readonly string[];
}
