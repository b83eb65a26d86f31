import type { Examination } from '../Examination.js';
import { NoAnswerError } from '../http/NoAnswerError.js';
import type { LiveVisit } from '../listening/LiveVisit.js';
import { openVisit } from './openVisit.js';
import type { ResumeTrial } from './ResumeTrial.js';

/** Milliseconds after which a server that has missed events to send would have sent one. */
const PATIENCE = 2500;
/** Milliseconds in which the rest of a replay comes after its first event. */
const REPLAY = 150;

/**
 * Asks for what comes after an ID, until the first event with an ID is there.
 *
 * @param query - the parameter to ask with; without it, the header Last-Event-ID.
 */
export async function tryResumption(
  examination: Examination,
  id: string,
  query?: string,
): Promise<ResumeTrial> {
  const askedAt = performance.now();
  let visit: LiveVisit | undefined;
  try {
    if (query === undefined) {
      visit = await openVisit(examination, { lastEventId: id, patience: PATIENCE });
    } else {
      const url = new URL(examination.url);
      url.searchParams.set(query, id);
      visit = await openVisit(examination, { url, patience: PATIENCE });
    }
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    return { id, query, askedAt, visit: undefined };
  }
  const { events } = visit;
  await visit.until(() => events.some((event) => event.id), PATIENCE);
  // What is replayed comes at once.
  await visit.until(() => false, REPLAY);
  visit.stop();
  await visit.over;
  return { id, query, askedAt, visit };
}
