import { finalHop } from '../http/finalHop.js';
import { isEventStream } from '../http/isEventStream.js';
import type { SeenEvent } from '../listening/SeenEvent.js';
import type { Resumed } from './Resumed.js';
import type { ResumeTrial } from './ResumeTrial.js';

/** Milliseconds in which two connections get the same event, and after headers a replay comes. */
const TOGETHER = 250;

/**
 * What a trial has shown, next to what a connection has got that was there all the time.
 *
 * @param known - events of that connection, before and after the trial's ID
 */
export function judgeResumption(trial: ResumeTrial, known: readonly SeenEvent[]): Resumed {
  const { visit, id, askedAt } = trial;
  if (visit === undefined) return 'unknown';
  const { answer } = finalHop(visit.trace);
  if (!isEventStream(answer)) return 'refuses';
  const named = known.filter((event) => event.id);
  const at = named.findIndex((event) => event.id === id);
  const before = new Set(named.slice(0, at).map((event) => event.id));
  const missed = named.slice(at + 1);
  const sent = visit.events.filter((event) => event.id);
  const [first] = sent;
  const wereMissed = missed.filter((event) => event.at < askedAt);
  if (first === undefined) {
    // Whoever sends nothing at all has not answered yet.
    if (visit.timeToFirstByte === undefined) return 'unknown';
    const heardLong = visit.listened > 2 * TOGETHER;
    return wereMissed.length > 0 && heardLong ? 'ignores' : 'unknown';
  }
  if (first.id === missed[0]?.id) return 'continues';
  if (first.id === id) return 'repeats';
  if (sent.some((event) => event.id === id || before.has(event.id))) return 'restarts';
  // Nothing to compare with has come yet: the next event is the next event.
  if (missed.length === 0) return 'continues';
  return first.at - visit.openedAt < TOGETHER && wereMissed.some((event) => event.id === first.id)
    ? 'gap'
    : 'ignores';
}
