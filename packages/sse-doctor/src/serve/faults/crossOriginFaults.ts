import type { OutgoingHttpHeaders } from 'node:http';
import type { FindingCode } from '../../checks/FindingCode.js';
import type { Fault } from '../Fault.js';
import type { StreamExchange } from '../StreamExchange.js';
import type { StreamScript } from '../StreamScript.js';

const ORIGIN = 'access-control-allow-origin';
const CREDENTIALS = 'access-control-allow-credentials';

const ofHeaders = (
  name: string,
  code: FindingCode,
  says: string,
  headers: OutgoingHttpHeaders,
): Fault => ({ name, says, code, script: { headers } });

/** A stream whose headers depend on who asks. */
const ofOrigin = (
  name: string,
  code: FindingCode,
  says: string,
  headers: (exchange: StreamExchange) => OutgoingHttpHeaders,
): Fault => ({
  name,
  says,
  code,
  script: {
    answer: (exchange) => {
      exchange.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        ...exchange.corsHeaders,
        ...headers(exchange),
      });
      exchange.response.write(':\n\n');
    },
  },
});

const ofPreflight = (
  name: string,
  says: string,
  preflight: NonNullable<StreamScript['preflight']>,
): Fault => ({ name, says, code: 'resume-preflight-refused', script: { preflight } });

const originOf = ({ request }: StreamExchange): string => request.headers.origin ?? '';

/** What keeps pages of another origin from reading, or lets too many. */
export const crossOriginFaults: readonly Fault[] = [
  ofHeaders('cors-absent', 'cors-refused', 'No CORS header at all.', {
    [ORIGIN]: undefined,
    [CREDENTIALS]: undefined,
  }),
  ofHeaders('cors-other', 'cors-refused', 'Another origin is allowed.', {
    [ORIGIN]: 'https://other.example',
  }),
  ofOrigin('cors-slash', 'cors-refused', 'The allowed origin ends with a slash.', (exchange) => ({
    [ORIGIN]: `${originOf(exchange)}/`,
  })),
  ofOrigin(
    'cors-scheme',
    'cors-refused',
    'The scheme of the allowed origin is wrong.',
    (exchange) => ({
      [ORIGIN]: originOf(exchange).replace('http:', 'https:'),
    }),
  ),
  {
    name: 'cors-twice',
    says: 'Application and proxy both allow the origin.',
    code: 'cors-refused',
    script: {
      answer: (exchange) => {
        const { response, corsHeaders } = exchange;
        const allowed = originOf(exchange);
        response.setHeader(ORIGIN, [allowed, allowed]);
        exchange.writeHead(200, {
          ...corsHeaders,
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          [ORIGIN]: undefined,
        });
        response.write(':\n\n');
      },
    },
  },
  ofOrigin('cors-list', 'cors-refused', 'A list of allowed origins.', (exchange) => ({
    [ORIGIN]: `https://other.example, ${originOf(exchange)}`,
  })),
  ofHeaders('cors-null', 'cors-refused', 'The origin null is allowed.', { [ORIGIN]: 'null' }),
  ofHeaders('cors-pattern', 'cors-refused', 'A pattern as the allowed origin.', {
    [ORIGIN]: 'http://*:*',
  }),
  {
    name: 'redirect-without-cors',
    says: 'The stream may be read, the redirect to it may not.',
    code: 'cors-refused',
    script: { answer: (exchange) => exchange.redirect('/healthy', {}) },
  },
  {
    name: 'redirect-to-another-origin',
    says: 'After a redirect from one origin to another the page asks as "Origin: null".',
    code: 'cors-refused',
    script: { answer: (exchange) => exchange.redirect(`${exchange.otherOrigin}/healthy`) },
  },
  ofHeaders(
    'credentials-wildcard',
    'credentials-refused',
    'Anybody may read, so nobody with cookies.',
    {
      [ORIGIN]: '*',
    },
  ),
  ofHeaders(
    'credentials-absent',
    'credentials-refused',
    'The origin may read without cookies only.',
    {
      [CREDENTIALS]: undefined,
    },
  ),
  ofHeaders('credentials-capital', 'credentials-refused', '"True" is not "true".', {
    [CREDENTIALS]: 'True',
  }),
  ofHeaders(
    'vary-origin-absent',
    'vary-origin',
    'Caches are not told that answers differ by origin.',
    {
      vary: undefined,
    },
  ),
  ofHeaders('vary-cookie', 'vary', 'Answers differ by cookie.', { vary: 'Origin, Cookie' }),
  ofHeaders('vary-star', 'vary', 'Every answer is another one.', { vary: '*' }),
  ofOrigin(
    'any-origin',
    'any-origin',
    'Whatever origin asks may read, with cookies.',
    (exchange) => ({
      [ORIGIN]: originOf(exchange),
      [CREDENTIALS]: 'true',
    }),
  ),
  ofPreflight('preflight-absent', 'OPTIONS is not known.', { status: 405 }),
  ofPreflight('preflight-redirect', 'OPTIONS is redirected, as everything is.', {
    status: 301,
    headers: { location: '/healthy' },
  }),
  ofPreflight('preflight-unauthorized', 'OPTIONS must be logged in, and cannot be.', {
    status: 401,
  }),
  ofPreflight('preflight-last-event-id', 'Last-Event-ID is not among the allowed headers.', {
    headers: { 'access-control-allow-headers': 'Authorization' },
  }),
  {
    ...ofPreflight('preflight-wildcard', 'Any header is allowed, but none with credentials.', {
      headers: { 'access-control-allow-headers': '*' },
    }),
    options: { credentials: true },
  },
  {
    name: 'preflight-authorization',
    says: 'A header that the page sends is not among the allowed ones.',
    code: 'preflight-refused',
    script: { preflight: { headers: { 'access-control-allow-headers': 'Last-Event-ID' } } },
    options: { headers: { Authorization: 'Bearer token' } },
  },
];
