/** At the end of a URL's fragment, behind whatever the app has put there. */
const TAG = /#?~event-source=([\da-f-]{36})$/;

/**
 * A random tag in the fragment of a URL, which names one EventSource: redirected to it once, an EventSource
 * in Chromium and Firefox comes back to it for life. No server and no page ever sees a fragment.
 *
 * @internal
 */
export const EventSourceTag = {
  /** The tag in a URL, if it has one. */
  of(url: string): string | undefined {
    return TAG.exec(url)?.[1];
  },

  /** A tag that nobody has. */
  make(): string {
    return crypto.randomUUID();
  },

  add(url: string, tag: string): string {
    return `${url}${url.includes('#') ? '' : '#'}~event-source=${tag}`;
  },

  /** The URL as the page has written it. */
  remove(url: string): string {
    return url.replace(TAG, '');
  },
};
