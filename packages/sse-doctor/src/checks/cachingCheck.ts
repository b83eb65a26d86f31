import type { Evidence } from '../evidence/Evidence.js';
import { finalHop } from '../http/finalHop.js';
import { removeHeader } from '../mends/removeHeader.js';
import { setHeader } from '../mends/setHeader.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';
import { streamOf } from './streamOf.js';

/** Whether somebody on the way may keep the stream, or takes it for a document with an end. */
export function cachingCheck(evidence: Evidence): Check | undefined {
  const stream = streamOf(evidence);
  if (stream === undefined) return undefined;
  const { headers } = finalHop(stream.trace).answer;
  const directives = headers.tokens('cache-control');
  const age = directives.map((one) => /^(?:s-)?max-age="?(\d+)/.exec(one)?.[1]).find((n) => n);
  const isKept =
    !directives.some((one) => one === 'no-store' || one === 'no-cache' || one === 'private') &&
    (Number(age ?? 0) > 0 || directives.includes('immutable'));
  const quote = headers.quote('cache-control');
  const length = headers.quote('content-length');
  return concluded('caching', quote, [
    isKept
      ? {
          code: 'cacheable',
          severity: 'warning',
          evidence: quote,
          consequence:
            'A CDN, or a worker whose fetch asks the HTTP cache, may answer with a stream of the past. EventSource itself never does.',
          mend: setHeader('Cache-Control', 'no-store'),
        }
      : undefined,
    headers.get('content-length') === null
      ? undefined
      : {
          code: 'content-length',
          severity: 'error',
          evidence: length,
          consequence:
            'All browsers: the connection is over after so many bytes; EventSource reconnects each time.',
          mend: removeHeader('Content-Length'),
        },
  ]);
}
