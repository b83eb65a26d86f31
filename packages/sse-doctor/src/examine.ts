import { adviceOn } from 'sse-service-worker/diagnosis';
import { runChecks } from './checks/runChecks.js';
import type { Evidence } from './evidence/Evidence.js';
import { gather } from './evidence/gather.js';
import { ExaminationError } from './ExaminationError.js';
import type { ExamineOptions } from './ExamineOptions.js';
import { NoAnswerError } from './http/NoAnswerError.js';
import type { Report } from './Report.js';
import { resolveExamination } from './resolveExamination.js';
import { recommend } from './verdicts/recommend.js';
import { verdicts } from './verdicts/verdicts.js';

/**
 * Examines an event stream as a browser would ask for it: opens it, listens, opens it a second time
 * and once more where it would resume, sends the preflights that a worker causes, and judges what comes.
 *
 * It sends up to eight GETs, and an OPTIONS for each header. Nothing is kept open afterwards.
 *
 * @throws {@link ExaminationError} if no server is reached;
 * {@link InvalidOptionError} of sse-multiplexer for an option that cannot be used.
 *
 * @public
 */
export async function examine(url: string | URL, options: ExamineOptions = {}): Promise<Report> {
  const examination = resolveExamination(url, options);
  let evidence: Evidence;
  try {
    evidence = await gather(examination);
  } catch (error) {
    examination.signal.throwIfAborted();
    if (!(error instanceof NoAnswerError)) throw error;
    throw new ExaminationError(`${examination.url.href} ${whyNot(error, examination)}`, {
      cause: error,
    });
  }
  examination.signal.throwIfAborted();
  const checks = runChecks(evidence);
  const { first } = evidence;
  return {
    url: examination.url.href,
    origin: examination.origin,
    credentials: examination.credentials,
    works: checks.every(({ verdict }) => verdict !== 'error'),
    checks,
    verdicts: verdicts(evidence),
    recommendation: recommend(evidence, checks),
    events: first?.recording.count ?? 0,
    bytes: first?.recording.bytes ?? 0,
    listened: Math.round(first?.listened ?? 0),
  };
}

function whyNot(
  { kind, message }: NoAnswerError,
  { origin, credentials }: Pick<Report, 'origin' | 'credentials'>,
): string {
  if (kind === 'tls') {
    return `has a certificate that is not trusted (${message}). Browsers refuse it, too; insecure goes on all the same.`;
  }
  const circumstances = { origin, withCredentials: credentials, response: undefined, silence: 0 };
  return `${adviceOn('unreachable', circumstances)} (${message})`;
}
