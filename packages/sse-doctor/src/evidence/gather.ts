import { askPreflight } from '../cors/askPreflight.js';
import type { Preflight } from '../cors/Preflight.js';
import type { Examination } from '../Examination.js';
import { ask } from '../http/ask.js';
import type { Answer } from '../http/ask.js';
import { browserBlocks } from '../http/browserBlocks.js';
import { finalHop } from '../http/finalHop.js';
import { follow } from '../http/follow.js';
import { isEventStream } from '../http/isEventStream.js';
import { NoAnswerError } from '../http/NoAnswerError.js';
import { protocolOf } from '../http/protocolOf.js';
import { Stalls } from '../http/Stalls.js';
import type { Trace } from '../http/Trace.js';
import type { LiveVisit } from '../listening/LiveVisit.js';
import type { CarrierTrial } from './CarrierTrial.js';
import type { Evidence } from './Evidence.js';
import { listenTogether } from './listenTogether.js';
import { openVisit } from './openVisit.js';
import { requestHeaders } from './requestHeaders.js';
import { tryCarrier } from './tryCarrier.js';

/** Milliseconds for what is not the stream itself. */
const PATIENCE = 10_000;
/** An origin that no server allows by name. */
const STRANGER = 'https://stranger.sse-doctor.invalid';

/**
 * Asks for all that the checks look at.
 *
 * @throws {@link NoAnswerError} if nobody can be reached.
 */
export async function gather(examination: Examination): Promise<Evidence> {
  const stalls = new Stalls();
  try {
    return { ...(await askForAll(examination)), stalls };
  } finally {
    stalls.stop();
  }
}

async function askForAll(examination: Examination): Promise<Omit<Evidence, 'stalls'>> {
  const { url, origin } = examination;
  const block = browserBlocks(origin, url);
  const protocol = protocolOf(url);
  const preflights = askPreflights(examination);
  // What no browser would ask need not be asked: it may not even be reached from here.
  const { first, noAnswer } =
    block === undefined || block === 'userinfo'
      ? await openFirst(examination)
      : { first: undefined, noAnswer: undefined };
  const others =
    first === undefined
      ? { second: undefined, resumption: undefined, queries: [] }
      : await listenTogether(examination, first, await preflights);
  return {
    examination,
    block,
    protocol: await protocol,
    first,
    noAnswer,
    ...others,
    // Not before the listening is over: some servers count their readers.
    anonymous: await askAnonymously(examination, first),
    stranger: await askAsStranger(examination, first),
    carrier: await lookForCarrier(examination, first),
    preflights: await preflights,
  };
}

async function openFirst(examination: Examination): Promise<Pick<Evidence, 'first' | 'noAnswer'>> {
  try {
    const heard = ({ recording, openedAt }: LiveVisit): void => {
      examination.onProgress({
        events: recording.count,
        bytes: recording.bytes,
        elapsed: performance.now() - openedAt,
      });
    };
    const patience = examination.timeout;
    return { first: await openVisit(examination, { patience, heard }), noAnswer: undefined };
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    if (error.kind === 'unreachable' || error.kind === 'tls') throw error;
    return { first: undefined, noAnswer: error };
  }
}

async function askPreflights(examination: Examination): Promise<Preflight[]> {
  const { url, origin, headers, method, insecure, signal } = examination;
  if (url.origin === origin) return [];
  const names = new Set(['Last-Event-ID', 'Cache-Control', ...Object.keys(headers)]);
  const question = { url, method, headers: {}, patience: PATIENCE, insecure, signal };
  return Promise.all([...names].map((name) => askPreflight(question, origin, name)));
}

/** Where the first connection had cookies: how the stream is answered without. */
async function askAnonymously(
  examination: Examination,
  first: LiveVisit | undefined,
): Promise<Trace | undefined> {
  if (first === undefined || examination.cookie === undefined) return undefined;
  const headers = requestHeaders(examination);
  const journey = { ...examination, cookie: undefined, headers, patience: PATIENCE };
  const trace = await unlessUnanswered(follow(journey));
  if (trace !== undefined) finalHop(trace).answer.close();
  return trace;
}

async function lookForCarrier(
  examination: Examination,
  first: LiveVisit | undefined,
): Promise<CarrierTrial | undefined> {
  if (first === undefined) return undefined;
  const { answer } = finalHop(first.trace);
  if (!isEventStream(answer)) return undefined;
  return tryCarrier(examination, answer.headers.get('event-stream-carrier') ?? undefined);
}

async function askAsStranger(
  examination: Examination,
  first: LiveVisit | undefined,
): Promise<Answer | undefined> {
  const { url, origin, cookie } = examination;
  if (first === undefined || url.origin === origin) return undefined;
  if (!isEventStream(finalHop(first.trace).answer)) return undefined;
  const headers = {
    ...requestHeaders(examination),
    origin: STRANGER,
    ...(cookie === undefined ? {} : { cookie }),
  };
  const answer = await unlessUnanswered(ask({ ...examination, headers, patience: PATIENCE }));
  answer?.close();
  return answer;
}

async function unlessUnanswered<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NoAnswerError) return undefined;
    throw error;
  }
}
