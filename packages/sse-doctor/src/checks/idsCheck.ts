import type { Evidence } from '../evidence/Evidence.js';
import { changeApplication } from '../mends/changeApplication.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';
import type { Finding } from './Finding.js';
import { streamOf } from './streamOf.js';

/** Characters; servers and proxies refuse requests whose headers have some kilobytes. */
const LONG = 1024;

/** Whether events have IDs that a stream can be resumed by. */
export function idsCheck(evidence: Evidence): Check | undefined {
  const events = streamOf(evidence)?.events ?? [];
  if (events.length === 0) return undefined;
  const ids = events.flatMap(({ id }) => (id ? [id] : []));
  const mend = changeApplication('response.write(`id: ${++count}\\ndata: ${text}\\n\\n`);');
  const seen = `${ids.length} of ${events.length} events have an ID, ${new Set(ids).size} different`;
  const findings: Finding[] = [];
  const add = (code: Finding['code'], what: string, consequence: string): void => {
    findings.push({ code, severity: 'warning', evidence: what, consequence, mend });
  };
  const lost = 'what is sent while a tab is away is lost';
  if (ids.length === 0) {
    add('ids-absent', seen, `All browsers: nothing says where to continue after a drop; ${lost}.`);
  } else if (new Set(ids).size < ids.length) {
    const twice = ids.find((id, index) => ids.indexOf(id) < index) ?? '';
    add(
      'ids-repeated',
      `${seen}; ${JSON.stringify(twice)} came again`,
      'All browsers: an ID that names two events does not say where to continue; the worker cannot tell either.',
    );
  } else if (ids.length < events.length / 2) {
    add(
      'ids-partly',
      seen,
      'All browsers: after a drop the server is asked to go on after the last ID; events without one that came later come again, or are lost.',
    );
  }
  const long = ids.find((id) => id.length > LONG);
  if (long !== undefined) {
    add(
      'id-long',
      `an ID of ${long.length} characters`,
      'It comes back as a header: servers and proxies answer 431 or 400 to long ones, which closes the EventSource for good.',
    );
  }
  const exotic = ids.find((id) => /[^\x20-\x7e]/.test(id) && !id.includes('\ufffd'));
  if (exotic !== undefined) {
    add(
      'id-not-ascii',
      `id: ${exotic.slice(0, 40)}`,
      'Browsers send it back as UTF-8 bytes, which most servers read as Latin-1: it is another ID then.',
    );
  }
  return concluded('ids', seen, findings);
}
