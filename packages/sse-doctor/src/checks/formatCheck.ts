import type { Evidence } from '../evidence/Evidence.js';
import type { FormatFault, FormatFaultKind } from '../listening/FormatFault.js';
import { changeApplication } from '../mends/changeApplication.js';
import type { Check } from './Check.js';
import { concluded } from './concluded.js';
import type { Finding } from './Finding.js';
import { streamOf } from './streamOf.js';

/** What comes of it, whether it is the end of the stream's use, and what to write instead. */
const texts: Record<
  FormatFaultKind,
  readonly [severity: Finding['severity'], consequence: string, instead: string]
> = {
  'field-unknown': [
    'warning',
    "All browsers ignore the line. Fields are data, event, id and retry, in lower case, from the line's first character on.",
    'response.write(`data: ${JSON.stringify(value)}\\n\\n`);',
  ],
  'retry-malformed': [
    'warning',
    'All browsers ignore it: the value must be digits only, in milliseconds.',
    `response.write('retry: 3000\\n\\n');`,
  ],
  'id-null': [
    'error',
    'All browsers ignore the ID; Firefox drops the events after it, too.',
    'response.write(`id: ${count}\\n`); // no U+0000',
  ],
  'id-without-data': [
    'warning',
    'Nothing is dispatched. Chromium takes the ID all the same, Firefox forgets the one it had: it resumes from nowhere.',
    'response.write(`id: ${count}\\ndata: ${text}\\n\\n`); // in one event with its data',
  ],
  'event-without-data': [
    'warning',
    'All browsers drop the event: without a line "data:" nothing is dispatched.',
    'response.write(`event: ${type}\\ndata:\\n\\n`);',
  ],
  'event-reserved': [
    'warning',
    'All browsers dispatch it beside their own open and error: handlers cannot tell a message from the state of the connection.',
    'response.write(`event: failure\\ndata: ${text}\\n\\n`);',
  ],
  'blank-line-missing': [
    'error',
    'All browsers take several events for one, or wait for an empty line that never comes.',
    'response.write(`data: ${text}\\n\\n`); // two line ends after each event',
  ],
  'line-ends-escaped': [
    'error',
    'All browsers show "\\n" as two characters of the text: no line ends there.',
    `response.write('data: ' + text + '\\n\\n'); // in a string that is not escaped once more`,
  ],
  'utf8-invalid': [
    'warning',
    'All browsers show U+FFFD in place of the bytes: an event stream is UTF-8, always.',
    `response.write(Buffer.from(text, 'utf8')); // and no cut within a character`,
  ],
  'event-large': [
    'warning',
    'It waits whole in every tab, and blocks what comes after it; the worker shares no stream with an event above maxBlockBytes (16 MiB).',
    'response.write(`data: ${JSON.stringify({ url })}\\n\\n`); // tell of it; let the page fetch it',
  ],
};

/** Whether browsers understand every line. */
export function formatCheck(evidence: Evidence): Check | undefined {
  const stream = streamOf(evidence);
  if (stream === undefined) return undefined;
  const { recording } = stream;
  const findings = recording.formatFaults.map(findingOf);
  const seen = `${recording.count} event(s), ${recording.bytes} bytes`;
  return concluded('format', seen, findings, recording.bytes > 0);
}

function findingOf({ kind, count, sample }: FormatFault): Finding {
  const [severity, consequence, instead] = texts[kind];
  return {
    code: kind,
    severity,
    evidence: `${sample}${count > 1 ? ` (${count} times)` : ''}`,
    consequence,
    mend: changeApplication(instead),
  };
}
