import { randomUUID } from 'node:crypto';
import type { Examination } from '../Examination.js';
import { finalHop } from '../http/finalHop.js';
import { isEventStream } from '../http/isEventStream.js';
import { NoAnswerError } from '../http/NoAnswerError.js';
import type { LiveVisit } from '../listening/LiveVisit.js';
import type { CarrierTrial } from './CarrierTrial.js';
import { openVisit } from './openVisit.js';

/** Milliseconds for the answer, and then for the greeting, which comes first and at once. */
const PATIENCE = 3000;

/**
 * Looks for a carrier beside the stream: many streams over one connection.
 *
 * @param named - where the stream's own headers say that it is.
 */
export async function tryCarrier(
  examination: Examination,
  named: string | undefined,
): Promise<CarrierTrial | undefined> {
  if (examination.carrier === false) return undefined;
  const path = named ?? examination.carrier;
  const url = new URL(path, examination.url);
  url.searchParams.set('route', randomUUID());
  let visit: LiveVisit;
  try {
    visit = await openVisit({ ...examination, method: 'GET' }, { url, patience: PATIENCE });
  } catch (error) {
    if (error instanceof NoAnswerError) return { path, answer: 'none', greeting: '' };
    throw error;
  }
  const isStream = isEventStream(finalHop(visit.trace).answer);
  if (isStream) await visit.until(() => visit.events.length > 0, PATIENCE);
  visit.stop();
  await visit.over;
  if (!isStream) return { path, answer: 'none', greeting: '' };
  const [first] = visit.events;
  const greeting = first === undefined ? 'nothing' : `event: ${first.type}, ${first.text}`;
  const speaks = first?.type === 'carrier' && isVersion1(first.text);
  return { path, answer: speaks ? 'speaks' : 'mute', greeting };
}

function isVersion1(text: string): boolean {
  try {
    const { id, version } = JSON.parse(text) as { id?: unknown; version?: unknown };
    return typeof id === 'string' && id !== '' && version === 1;
  } catch {
    return false;
  }
}
