/**
 * Headers that a browser adds to an EventSource's request by itself. Any other was added by the page
 * and may change the answer.
 */
const BROWSER_HEADER =
  /^(?:accept|accept-language|cache-control|last-event-id|pragma|user-agent|dnt|save-data|sec-.*)$/;

/**
 * Whether the answer to a request may be shared with other pages that ask the same: what an
 * EventSource asks, and nothing more. Not shareable: another method than GET, an `Accept` that is not
 * exactly `text/event-stream`, a header of the page's own, a mode other than `cors`, redirects that
 * are not followed, integrity metadata.
 *
 * @public
 */
export function isShareable(request: Request): boolean {
  if (request.method !== 'GET' || request.headers.get('accept') !== 'text/event-stream')
    return false;
  if (request.mode !== 'cors' || request.redirect !== 'follow' || request.integrity) return false;
  return [...request.headers.keys()].every((name) => BROWSER_HEADER.test(name));
}
