import type { Evidence } from '../evidence/Evidence.js';
import { judgeResumption } from '../evidence/judgeResumption.js';
import type { Resumed } from '../evidence/Resumed.js';
import { finalHop } from '../http/finalHop.js';
import { changeApplication } from '../mends/changeApplication.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';
import type { Finding } from './Finding.js';
import { streamOf } from './streamOf.js';

const texts: Record<
  Exclude<Resumed, 'continues' | 'unknown'>,
  readonly [code: Finding['code'], what: string, consequence: string]
> = {
  repeats: [
    'resume-repeats',
    'the server starts with that event itself',
    'All browsers: after each drop the last event comes twice.',
  ],
  restarts: [
    'resume-restarts',
    'the server starts from the beginning',
    'All browsers: after each drop everything comes again; the worker tells pages so by a gap event, if IDs show it.',
  ],
  gap: [
    'resume-gap',
    'the server leaves out events that came after it',
    'All browsers: after a drop events are missing; the worker tells pages of a gap.',
  ],
  ignores: [
    'resume-ignored',
    'the server sends only what is new',
    'All browsers: what is sent while a tab is away is lost; the worker tells pages of a gap.',
  ],
  refuses: [
    'resume-refused',
    'the server does not answer with an event stream',
    'All browsers: after the first drop EventSource is closed for good.',
  ],
};

/** Whether the server goes on where it is asked to, tried with a second connection. */
export function resumeCheck(evidence: Evidence): Check | undefined {
  const stream = streamOf(evidence);
  const { resumption } = evidence;
  if (stream === undefined) return undefined;
  if (resumption === undefined) {
    return concluded('resume', 'not tried: no IDs that tell events apart', [], false);
  }
  const resumed = judgeResumption(resumption, stream.events);
  const asked = `asked to go on after ${JSON.stringify(resumption.id.slice(0, 40))}`;
  if (resumed === 'continues') {
    return concluded('resume', `${asked}: goes on with the next event`);
  }
  if (resumed === 'unknown') return concluded('resume', `${asked}: nothing came`, [], false);
  const [code, what, consequence] = texts[resumed];
  const status =
    resumed === 'refuses' && resumption.visit !== undefined
      ? ` (status ${finalHop(resumption.visit.trace).answer.status})`
      : '';
  const seen = `${asked}: ${what}${status}`;
  const finding: Finding = {
    code,
    severity: 'warning',
    evidence: seen,
    consequence,
    mend: changeApplication(
      `const lastEventId = request.get('Last-Event-ID');\nconst missed = events.filter(({ id }) => id > Number(lastEventId ?? 0)); // before anything new`,
      `const lastEventId = request.headers['last-event-id'];\nconst missed = events.filter(({ id }) => id > Number(lastEventId ?? 0)); // before anything new`,
    ),
  };
  return concluded('resume', seen, [finding]);
}
