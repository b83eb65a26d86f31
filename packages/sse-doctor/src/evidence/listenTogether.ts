import { setTimeout as delay } from 'node:timers/promises';
import type { Preflight } from '../cors/Preflight.js';
import type { Examination } from '../Examination.js';
import { finalHop } from '../http/finalHop.js';
import { isEventStream } from '../http/isEventStream.js';
import { NoAnswerError } from '../http/NoAnswerError.js';
import type { LiveVisit } from '../listening/LiveVisit.js';
import type { Evidence } from './Evidence.js';
import { judgeResumption } from './judgeResumption.js';
import { openVisit } from './openVisit.js';
import { resumeAfter } from './resumeAfter.js';
import { tryResumption } from './tryResumption.js';

/**
 * Milliseconds after the first connection at which the second one comes: late enough for a stream that
 * begins anew for each to be told from one that both are on.
 */
const LATER = 700;
/** Milliseconds for which the second connection is kept at most. */
const BESIDE = 10_000;
/** Events with IDs that make a trial of resuming conclusive. */
const ENOUGH = 6;
/** Query parameters in which servers and polyfills are known to take the last event ID. */
const QUERIES = ['lastEventId', 'last-event-id', 'last_event_id', 'Last-Event-ID'];

type Others = Pick<Evidence, 'resumption' | 'queries'> & {
  readonly second: LiveVisit | undefined;
};

/** Listens to the stream to the end of its time; meanwhile a second connection comes, and one that resumes. */
export async function listenTogether(
  examination: Examination,
  first: LiveVisit,
  preflights: readonly Preflight[],
): Promise<Others> {
  const { timeout, maxEvents, stop } = examination;
  const stopFirst = (): void => first.stop();
  stop.addEventListener('abort', stopFirst);
  if (stop.aborted || !isEventStream(finalHop(first.trace).answer)) first.stop();
  // Late headers shall not leave nothing for the rest.
  const left = Math.max(first.startedAt + timeout - first.openedAt, timeout / 2);
  const others = lookAside(examination, first, preflights, left);
  await first.until(() => first.recording.count >= maxEvents, left);
  first.stop();
  await first.over;
  stop.removeEventListener('abort', stopFirst);
  const seen = await others;
  seen.second?.stop();
  await seen.second?.over;
  return seen;
}

async function lookAside(
  examination: Examination,
  first: LiveVisit,
  preflights: readonly Preflight[],
  left: number,
): Promise<Others> {
  const nothing: Others = { second: undefined, resumption: undefined, queries: [] };
  await first.until(() => false, Math.min(LATER, left / 3));
  if (first.end !== undefined || !isEventStream(finalHop(first.trace).answer)) return nothing;
  const second = await openSecond(examination, left);
  if (second === undefined || !isEventStream(finalHop(second.trace).answer)) {
    return { ...nothing, second };
  }
  void delay(BESIDE, undefined, { ref: false }).then(() => second.stop());
  const { events } = first;
  const isEnough = (): boolean => events.filter(({ id }) => id).length >= ENOUGH;
  await first.until(isEnough, left / 2);
  const id = resumeAfter(events);
  if (id === undefined) return { ...nothing, second };
  const resumption = await tryResumption(examination, id);
  const isRefused = preflights.some(
    ({ header, refused }) => header === 'Last-Event-ID' && refused !== undefined,
  );
  if (!isRefused && judgeResumption(resumption, events) === 'continues') {
    return { second, resumption, queries: [] };
  }
  const queries = QUERIES.map((query) => tryResumption(examination, id, query));
  return { second, resumption, queries: await Promise.all(queries) };
}

async function openSecond(
  examination: Examination,
  patience: number,
): Promise<LiveVisit | undefined> {
  try {
    return await openVisit(examination, { patience });
  } catch (error) {
    if (error instanceof NoAnswerError) return undefined;
    throw error;
  }
}
