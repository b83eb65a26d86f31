/**
 * Takes what a developer should know of a stream:
 * - `resume-refused`: the CORS preflight of the Last-Event-ID header fails: an EventSource that comes back
 *   is left to the browser, and a client built on `fetch` may lose events;
 * - `block-too-large`: an event is larger than `maxBlockBytes`, so that the stream is shared no more;
 * - `stays-apart`: a page has a connection to itself, because it was sent something else than the shared
 *   one, and events have no IDs by which both could be compared;
 * - `share-key`: the option `shareKey` threw, or returned what is no name, which is then `detail`; the
 *   request is left to the browser.
 *
 * - `not-shared`: a request is left to the browser, because of what is then `detail`: `method`, `accept`,
 *   `mode`, `redirect`, `integrity`, `user information` in the URL, or `header` and its name;
 * - `varies`: the server's `Vary` names what is different for each page, which is then `detail`, so that
 *   the stream is shared no more.
 *
 * Codes, so that the sentences are only in builds that print them.
 *
 * @public
 */
export type Warn = (
  code:
    'resume-refused' | 'block-too-large' | 'stays-apart' | 'share-key' | 'not-shared' | 'varies',
  url: string,
  detail?: unknown,
) => void;
