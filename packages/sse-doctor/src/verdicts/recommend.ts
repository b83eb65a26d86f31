import type { Check } from '../checks/Check.js';
import { streamOf } from '../checks/streamOf.js';
import type { Evidence } from '../evidence/Evidence.js';
import { judgeSharing } from '../evidence/judgeSharing.js';
import { recommendCarrier } from './recommendCarrier.js';
import { recommendJoin } from './recommendJoin.js';
import { recommendResume } from './recommendResume.js';
import { recommendShareKey } from './recommendShareKey.js';
import type { Recommendation } from './Recommendation.js';

/** What to write into the worker for this stream. */
export function recommend(evidence: Evidence, checks: readonly Check[]): Recommendation {
  const stream = streamOf(evidence);
  const isBroken = checks.some(({ verdict }) => verdict === 'error');
  if (stream === undefined || isBroken) {
    return {
      use: 'none',
      code: '',
      reasons: ['No worker can repair this: change the server first.'],
    };
  }
  const bypass = (reason: string): Recommendation => ({
    use: 'bypass',
    code: 'registerRoute(bypassEventStream, fallThrough);',
    reasons: [reason],
  });
  if (evidence.examination.method !== 'GET') {
    return bypass('Only GET can be shared.');
  }
  const sharing = judgeSharing(stream, evidence.second);
  if (sharing === 'own') {
    return bypass('Each connection gets words of its own: there is nothing to share.');
  }
  const advice = [
    recommendJoin(evidence, stream, sharing),
    recommendResume(evidence, stream),
    ...recommendShareKey(evidence, stream),
    ...recommendCarrier(evidence),
  ];
  const options = advice.flatMap(({ code }) => code ?? []);
  const argument = options.length > 0 ? `{ ${options.join(', ')} }` : '';
  return {
    use: 'multiplex',
    code: `registerRoute(isEventStreamRequest, new SSEMultiplexStrategy(${argument}));`,
    reasons: advice.map(({ reason }) => reason),
  };
}
