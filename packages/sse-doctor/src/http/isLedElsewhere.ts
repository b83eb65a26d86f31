import { finalHop } from './finalHop.js';
import { isEventStream } from './isEventStream.js';
import type { Trace } from './Trace.js';

/** Whether a redirect leads to another origin, and to no event stream there: to a sign-on, as a rule. */
export function isLedElsewhere(trace: Trace): boolean {
  const { answer } = finalHop(trace);
  return answer.url.origin !== trace.hops[0].answer.url.origin && !isEventStream(answer);
}
