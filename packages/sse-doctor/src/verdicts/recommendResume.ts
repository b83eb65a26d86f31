import type { Evidence } from '../evidence/Evidence.js';
import { judgeResumption } from '../evidence/judgeResumption.js';
import type { Heard } from '../listening/Heard.js';
import type { Advice } from './Advice.js';

/** How the server is asked to go on. */
export function recommendResume(evidence: Evidence, { events }: Heard): Advice {
  const { resumption, queries, preflights } = evidence;
  const query = queries.find((trial) => judgeResumption(trial, events) === 'continues')?.query;
  const isRefused = preflights.some(
    ({ header, refused }) => header === 'Last-Event-ID' && refused !== undefined,
  );
  const isHonoured =
    resumption !== undefined && judgeResumption(resumption, events) === 'continues';
  if (isHonoured && !isRefused) {
    return {
      code: undefined,
      reason: `resume: 'header' (the default), because the server goes on after Last-Event-ID.`,
    };
  }
  if (query !== undefined) {
    return {
      code: `resume: { query: '${query}' }`,
      reason: `resume: { query: '${query}' }, because the server goes on after that parameter${isRefused ? ', and its preflight refuses the header' : ', and not after the header'}.`,
    };
  }
  if (isHonoured) {
    return {
      code: undefined,
      reason: `resume: 'header' (the default); let the preflight allow Last-Event-ID.`,
    };
  }
  if (events.length === 0) {
    return {
      code: undefined,
      reason: `resume: 'header' (the default), because there was no event to try it with.`,
    };
  }
  return {
    code: `resume: false`,
    reason: `resume: false, because the server was not seen to go on after a last event ID.`,
  };
}
