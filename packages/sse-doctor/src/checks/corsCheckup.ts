import { adviceOn } from 'sse-service-worker/diagnosis';
import { refusalOf } from '../cors/refusalOf.js';
import type { Evidence } from '../evidence/Evidence.js';
import type { HeaderList } from '../http/HeaderList.js';
import { isLedElsewhere } from '../http/isLedElsewhere.js';
import type { Hop, Refusal } from '../http/Trace.js';
import { allowOrigin } from '../mends/allowOrigin.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';
import type { Finding } from './Finding.js';

const ORIGIN = 'access-control-allow-origin';
const CREDENTIALS = 'access-control-allow-credentials';

/** Whether a page of that origin may read the answers, without and with credentials. */
export function corsCheckup(evidence: Evidence): Check | undefined {
  const { examination, first, anonymous, stranger } = evidence;
  if (first === undefined) return undefined;
  const { origin, credentials } = examination;
  const asked = first.trace.hops.find((hop) => hop.origin !== undefined);
  if (asked === undefined) return concluded('cors', `not needed: the page has the same origin`);
  const plain = refusalOf(anonymous ?? first.trace, false);
  const credentialed = refusalOf(first.trace, true);
  const findings: (Finding | undefined)[] = [];
  if (plain !== undefined && (!credentials || credentialed !== undefined)) {
    // Of a sign-on page elsewhere it is enough to say that it is one.
    if (!isLedElsewhere(first.trace)) findings.push(refused(plain, origin, credentials));
  } else if (credentialed !== undefined) {
    findings.push(refusedWithCredentials(credentialed, origin, credentials));
  }
  findings.push(strangersAllowed(stranger?.headers, origin));
  const { headers } = (plain ?? credentialed)?.hop.answer ?? asked.answer;
  return concluded('cors', `${headers.quote(ORIGIN)}, ${headers.quote(CREDENTIALS)}`, findings);
}

function refused({ hop, index, refusal }: Refusal, origin: string, credentials: boolean): Finding {
  const circumstances = { origin, withCredentials: credentials, response: undefined, silence: 0 };
  const what = hop.answer.headers.quote(ORIGIN);
  const hint = {
    absent: '',
    list: ' (it takes one origin, not a list, and may be sent once)',
    other: likeness(hop.answer.headers.get(ORIGIN) ?? '', origin),
    wildcard: '',
    'no-credentials': '',
  }[refusal];
  return {
    code: 'cors-refused',
    severity: 'error',
    evidence: `${what}${hint}${redirectNote(hop, index)}`,
    consequence: `All browsers: EventSource is closed for good, with or without a worker. It ${adviceOn('cors-refused', circumstances)}`,
    mend: allowOrigin(hop.origin === 'null' ? '*' : origin, credentials),
  };
}

function refusedWithCredentials(
  { hop, index, refusal }: Refusal,
  origin: string,
  credentials: boolean,
): Finding {
  const circumstances = { origin, withCredentials: true, response: undefined, silence: 0 };
  const { headers } = hop.answer;
  const hint =
    refusal === 'no-credentials' && headers.get(CREDENTIALS) !== null
      ? ' (it must be "true", in lower case, once)'
      : '';
  return {
    code: 'credentials-refused',
    severity: credentials ? 'error' : 'warning',
    evidence: `${headers.quote(ORIGIN)}, ${headers.quote(CREDENTIALS)}${hint}${redirectNote(hop, index)}`,
    consequence: `All browsers: EventSource with withCredentials: true is closed for good, with or without a worker. It ${adviceOn('credentials-refused', circumstances)}`,
    mend: allowOrigin(origin, true),
  };
}

/** What the allowed origin has instead of what it should have, if it nearly is the right one. */
function likeness(allowed: string, origin: string): string {
  if (allowed === `${origin}/`) return ' (an origin has no slash at its end)';
  if (allowed.toLowerCase() === origin.toLowerCase()) return ' (it is compared byte by byte)';
  if (allowed.replace(/^https?/, '') === origin.replace(/^https?/, '')) {
    return ' (another scheme is another origin)';
  }
  return allowed.includes('*') ? ' (a wildcard is "*" alone)' : '';
}

const redirectNote = ({ answer, origin }: Hop, index: number): string =>
  (index > 0 ? `, after ${index} redirect(s), from ${answer.url.origin}` : '') +
  (origin === 'null'
    ? ', which is asked with "Origin: null" after a redirect between origins'
    : '');

/** Who lets anybody read with cookies, lets every web page read what its user may read. */
function strangersAllowed(headers: HeaderList | undefined, origin: string): Finding | undefined {
  const allowed = headers?.get(ORIGIN) ?? null;
  if (allowed === null || allowed === '*' || allowed === origin) return undefined;
  if (headers?.get(CREDENTIALS) !== 'true' || !allowed.includes('stranger')) return undefined;
  return {
    code: 'any-origin',
    severity: 'warning',
    evidence: `a page of ${allowed} is answered with ${headers.quote(ORIGIN)}, ${headers.quote(CREDENTIALS)}`,
    consequence:
      'All browsers: any web page can read this stream with the cookies of whoever visits it. Compare Origin with a list.',
    mend: allowOrigin(origin, true),
  };
}
