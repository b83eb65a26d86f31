import { ask } from '../http/ask.js';
import type { Answer, Question } from '../http/ask.js';
import { NoAnswerError } from '../http/NoAnswerError.js';
import { corsCheck } from './corsCheck.js';
import type { Preflight } from './Preflight.js';

/**
 * Asks as a browser does before it sends a header that is not safelisted (Fetch, "CORS-preflight
 * fetch"): OPTIONS, without cookies, no redirect followed.
 *
 * @param question - of the stream itself; its headers are not sent.
 */
export async function askPreflight(
  question: Question,
  origin: string,
  header: string,
): Promise<Preflight> {
  try {
    const answer = await ask({
      ...question,
      method: 'OPTIONS',
      headers: {
        accept: '*/*',
        origin,
        'access-control-request-method': question.method,
        'access-control-request-headers': header.toLowerCase(),
        'sec-fetch-mode': 'cors',
      },
    });
    answer.close();
    return {
      header,
      status: answer.status,
      refused: refusal(answer, origin, header, false),
      refusedWithCredentials: refusal(answer, origin, header, true),
    };
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    const refused = `OPTIONS is not answered: ${error.message}`;
    return { header, status: undefined, refused, refusedWithCredentials: refused };
  }
}

function refusal(
  { status, headers }: Answer,
  origin: string,
  header: string,
  withCredentials: boolean,
): string | undefined {
  if (status < 200 || status > 299) return `OPTIONS is answered with status ${status}`;
  if (corsCheck(headers, origin, withCredentials) !== undefined) {
    const credentials = headers.quote('access-control-allow-credentials');
    return `OPTIONS is answered with ${headers.quote('access-control-allow-origin')}${withCredentials ? `, ${credentials}` : ''}`;
  }
  const allowed = headers.tokens('access-control-allow-headers');
  const name = header.toLowerCase();
  // The wildcard is one without credentials only, and never for Authorization.
  const isAllowed =
    allowed.includes(name) ||
    (allowed.includes('*') && !withCredentials && name !== 'authorization');
  return isAllowed
    ? undefined
    : `OPTIONS is answered with ${headers.quote('access-control-allow-headers')}`;
}
