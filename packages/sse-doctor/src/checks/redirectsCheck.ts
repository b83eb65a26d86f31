import { refusalOf } from '../cors/refusalOf.js';
import type { Evidence } from '../evidence/Evidence.js';
import { finalHop } from '../http/finalHop.js';
import { isLedElsewhere } from '../http/isLedElsewhere.js';
import { changeApplication } from '../mends/changeApplication.js';
import type { Mend } from '../mends/Mend.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';
import type { Finding } from './Finding.js';

/** Where redirects lead. */
export function redirectsCheck({ examination, first }: Evidence): Check | undefined {
  if (first === undefined) return undefined;
  const { trace } = first;
  const final = finalHop(trace).answer;
  const way = trace.hops
    .slice(0, 6)
    .map(({ answer: { status, url } }) => `${status} ${url.origin}${url.pathname}`)
    .join(' -> ');
  if (trace.fault !== undefined) {
    return concluded('redirects', way, [broken(trace.fault, way, final.headers.get('location'))]);
  }
  if (trace.hops.length === 1) return concluded('redirects', 'none');
  if (isLedElsewhere(trace)) {
    return concluded('redirects', way, [
      {
        code: 'redirect-elsewhere',
        severity: 'error',
        evidence: way,
        consequence:
          'All browsers: EventSource is closed for good. So ends a session that has expired: the sign-on page of another origin can neither be read (CORS) nor is it an event stream.',
        mend: mendLogin,
      },
    ]);
  }
  // What CORS forbids on the way is told there.
  const isRefused = refusalOf(trace, examination.credentials) !== undefined;
  return concluded('redirects', way, isRefused ? [] : [redirected(way, final.url)]);
}

function broken(fault: string, way: string, location: string | null): Finding {
  const why =
    fault === 'too-many'
      ? `more than 20 redirects: ${way} ...`
      : `${way}, Location: ${location ?? ''}${fault === 'mixed-content' ? ' (plain HTTP, from a page with https:)' : ''}`;
  return {
    code: 'redirect-broken',
    severity: 'error',
    evidence: why,
    consequence:
      'All browsers: a network error. Firefox closes the EventSource for good; Chromium tries again and again after too many redirects, and closes it otherwise.',
    mend: mendDirect,
  };
}

const redirected = (way: string, url: URL): Finding => ({
  code: 'redirect',
  severity: 'warning',
  evidence: way,
  consequence: `Chromium reconnects to ${url.origin}${url.pathname}, Firefox only after 301 and 308; any other time Firefox goes through the redirect again. Each response on the way needs CORS headers.`,
  mend: mendDirect,
});

const mendDirect: Mend = {
  ...changeApplication(
    'answer the stream where it is asked for; or name the final URL in the page',
  ),
  nginx: 'location = /path { proxy_pass http://backend; } # no return 301, no trailing slash added',
  apache: 'DirectorySlash Off\n# and no Redirect for this path',
  caddy: 'handle /path { reverse_proxy backend } # before redir',
};

const mendLogin: Mend = {
  ...changeApplication(
    `if (!session) { response.sendStatus(401); return; } // for Accept: text/event-stream, no redirect to a sign-on`,
  ),
  nginx: 'error_page 401 = @no_login; # a location without a redirect for the stream',
  apache:
    'AuthType None for the stream, or OIDCUnAuthAction 401 "%{HTTP_ACCEPT} =~ m#event-stream#"',
  caddy: 'handle /path { ... } without forward_auth, or one that answers 401',
};
