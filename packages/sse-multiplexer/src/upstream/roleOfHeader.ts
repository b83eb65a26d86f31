/** The options that say what a header of a request means. */
export interface HeaderOptions {
  readonly varyOn: readonly string[];
  readonly ignoreHeaders: readonly string[];
}

/**
 * What a header of a page's request means for a shared stream:
 * - `'own'`: the browser adds it to every request, the upstream's too;
 * - `'apart'`: it tells streams apart, and is sent with the upstream's request;
 * - `'sent'`: pages share whatever it says; the upstream is sent that of the page that it is opened for.
 *
 * @internal
 */
export type HeaderRole = 'own' | 'apart' | 'sent';

/** No page can set these, but `Accept` and `Last-Event-ID`, which are looked at elsewhere. */
const BROWSER_HEADER = /^(?:accept|last-event-id|dnt|sec-.*)$/;

/** What Chromium adds by itself for a site that has sent `Accept-CH`. */
const CLIENT_HINT = /^(?:dpr|viewport-width|device-memory|downlink|ect|rtt)$/;

/** Bytes above which `Accept-Language` causes a CORS preflight (Fetch, "CORS-safelisted request-header"). */
const LONGEST_LANGUAGE = 128;

/**
 * @param userAgent - what the browser calls itself. A page may call itself otherwise.
 * @returns `undefined` for a header that was added by the page, and may change the answer.
 *
 * @internal
 */
export function roleOfHeader(
  name: string,
  value: string,
  { varyOn, ignoreHeaders }: HeaderOptions,
  userAgent = value,
): HeaderRole | undefined {
  if (varyOn.includes(name)) return 'apart';
  if (ignoreHeaders.includes(name)) return 'sent';
  switch (name) {
    case 'accept-language':
      return value.length > LONGEST_LANGUAGE ? undefined : 'apart';
    case 'save-data':
      return 'apart';
    case 'cache-control':
    case 'pragma':
      // The upstream's request is `no-store`, for which the browser adds both.
      return value === 'no-cache' ? 'own' : undefined;
    case 'user-agent':
      return value === userAgent ? 'own' : undefined;
  }
  if (CLIENT_HINT.test(name)) return 'sent';
  return BROWSER_HEADER.test(name) ? 'own' : undefined;
}
