import type { Examination } from '../Examination.js';
import { follow } from '../http/follow.js';
import { LiveVisit } from '../listening/LiveVisit.js';
import { requestHeaders } from './requestHeaders.js';

export interface Errand {
  /** Instead of the examined URL. */
  readonly url?: URL;
  readonly lastEventId?: string;
  /** Milliseconds until the headers must be there. */
  readonly patience: number;
  readonly heard?: (visit: LiveVisit) => void;
}

/**
 * Opens the stream as the page would, and listens.
 *
 * @throws {@link NoAnswerError}
 */
export async function openVisit(examination: Examination, errand: Errand): Promise<LiveVisit> {
  const { url, origin, cookie, method, insecure, signal, maxEventBytes } = examination;
  const startedAt = performance.now();
  const trace = await follow({
    url: errand.url ?? url,
    origin,
    cookie,
    method,
    insecure,
    signal,
    headers: requestHeaders(examination, errand.lastEventId),
    patience: errand.patience,
  });
  return new LiveVisit(trace, startedAt, maxEventBytes, errand.heard);
}
