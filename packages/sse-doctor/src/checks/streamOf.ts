import type { Evidence } from '../evidence/Evidence.js';
import { finalHop } from '../http/finalHop.js';
import { isEventStream } from '../http/isEventStream.js';
import type { LiveVisit } from '../listening/LiveVisit.js';

/** The connection, if it is one to an event stream at all. */
export const streamOf = ({ first }: Evidence): LiveVisit | undefined =>
  first !== undefined && isEventStream(finalHop(first.trace).answer) ? first : undefined;
