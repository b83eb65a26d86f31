import type { Evidence } from '../evidence/Evidence.js';
import { changeApplication } from '../mends/changeApplication.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';
import type { Finding } from './Finding.js';
import { streamOf } from './streamOf.js';

/** Milliseconds. */
const SHORT = 100;
const LONG = 300_000;

/** Whether the reconnection time is a sensible one. */
export function retryCheck(evidence: Evidence): Check | undefined {
  const stream = streamOf(evidence);
  if (stream === undefined) return undefined;
  const { retry } = stream.recording;
  if (retry === undefined) {
    return concluded('retry', 'none: 3 s in Chromium, 5 s in Firefox');
  }
  const seen = `retry: ${retry}`;
  const finding = (code: Finding['code'], consequence: string): Finding => ({
    code,
    severity: 'warning',
    evidence: seen,
    consequence,
    mend: changeApplication(`response.write('retry: 3000\\n\\n'); // milliseconds`),
  });
  return concluded('retry', seen, [
    retry < SHORT
      ? finding(
          'retry-short',
          'Chromium: each tab of each user tries again that often while the server is away; Firefox waits for 500 ms at least.',
        )
      : retry > LONG
        ? finding(
            'retry-long',
            'All browsers: after a drop a tab is without events for so long. It is in milliseconds.',
          )
        : undefined,
  ]);
}
