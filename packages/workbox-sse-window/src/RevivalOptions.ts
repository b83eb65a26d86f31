/**
 * How an EventSource is revived.
 *
 * @public
 */
export interface RevivalOptions {
  /**
   * Milliseconds until an EventSource that has lost its worker is opened anew. Doubled for each attempt
   * in a row that brings no event, up to 30,000. Default 1000; 0 is at once. It replaces the
   * stream's own reconnection time, which browsers do not show to pages.
   */
  readonly reconnectionTime?: number;
  /**
   * Type of the event that tells the page that events may have been lost, because no worker is there
   * any more that could resume the stream; its data is `{"reason":"not-resumed"}`. The same as the
   * worker's option of that name. Default `'event-stream-gap'`; `false` dispatches none.
   */
  readonly gap?: string | false;
}
