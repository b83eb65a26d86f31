/**
 * Takes what a developer should know of a stream:
 * - `resume-refused`: the CORS preflight of the Last-Event-ID header fails: an EventSource that comes back
 *   is left to the browser, and a client built on `fetch` may lose events;
 * - `block-too-large`: an event is larger than `maxBlockBytes`, so that the stream is no longer shared;
 * - `stays-apart`: a page keeps a connection to itself, because that began differently from the shared
 *   one, and events have no IDs by which both could be compared;
 * - `share-key`: the option `shareKey` threw, or returned no name; the error or value is `detail`; the
 *   request is left to the browser;
 * - `not-shared`: a request is left to the browser; `detail` says why: `method`, `accept`,
 *   `mode`, `redirect`, `integrity`, `user information` in the URL, or `header` and its name;
 * - `varies`: the server's `Vary` names a header that differs from page to page, which is `detail`, so that
 *   the stream is no longer shared.
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
