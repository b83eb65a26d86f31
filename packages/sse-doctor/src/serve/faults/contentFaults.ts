import type { FindingCode } from '../../checks/FindingCode.js';
import type { Fault } from '../Fault.js';

const healthy = (event: number): string => `id: ${event}\ndata: {"event":${event}}\n\n`;

/** A stream of which every fifth event is another one. */
const everyFifth = (
  name: string,
  code: FindingCode,
  says: string,
  other: (event: number) => string | Uint8Array,
): Fault => ({
  name,
  says,
  code,
  script: { event: (event) => (event % 5 === 0 ? other(event) : healthy(event)) },
});

const ofEvents = (
  name: string,
  code: FindingCode,
  says: string,
  event: (event: number) => string,
): Fault => ({ name, says, code, script: { event } });

const ofOpening = (name: string, code: FindingCode, says: string, opening: string): Fault => ({
  name,
  says,
  code,
  script: { opening },
});

/** What the lines of the stream say. */
export const contentFaults: readonly Fault[] = [
  everyFifth(
    'field-unknown',
    'field-unknown',
    'A field that event streams do not have.',
    (event) => `id: ${event}\nmessage: hello\ndata: ${event}\n\n`,
  ),
  everyFifth(
    'field-capital',
    'field-unknown',
    'A field with a capital letter.',
    (event) => `Data: lost\n\n${healthy(event)}`,
  ),
  everyFifth(
    'field-indented',
    'field-unknown',
    'A field that is indented.',
    (event) => `  data: lost\n\n${healthy(event)}`,
  ),
  everyFifth(
    'event-without-data',
    'event-without-data',
    'An event without a data field.',
    (event) => `event: ping\n\n${healthy(event)}`,
  ),
  everyFifth(
    'event-error',
    'event-reserved',
    'An event that is called error.',
    (event) => `id: ${event}\nevent: error\ndata: ${event}\n\n`,
  ),
  everyFifth(
    'blank-line-missing',
    'blank-line-missing',
    'Two events without an empty line between them.',
    (event) => `id: ${event}a\ndata: ${event}\nid: ${event}\ndata: ${event}\n\n`,
  ),
  everyFifth(
    'json-lines-together',
    'blank-line-missing',
    'Two JSON texts in one event.',
    (event) => `id: ${event}\ndata: {"a":${event}}\ndata: {"b":${event}}\n\n`,
  ),
  ofEvents(
    'no-blank-lines',
    'blank-line-missing',
    'There is never an empty line.',
    (event) => `id: ${event}\ndata: ${event}\n`,
  ),
  everyFifth(
    'line-ends-escaped',
    'line-ends-escaped',
    'Line ends that are escaped.',
    (event) => `id: ${event}\ndata: hello\\n\\n\n\n`,
  ),
  everyFifth('utf8-invalid', 'utf8-invalid', 'Text in Latin-1.', (event) =>
    Buffer.from(`id: ${event}\ndata: caf\u00e9\n\n`, 'latin1'),
  ),
  ofEvents('event-large', 'event-large', 'An event of more than a megabyte.', (event) =>
    event % 15 === 0 ? `id: ${event}\ndata: ${'x'.repeat(1_100_000)}\n\n` : healthy(event),
  ),
  ofOpening('retry-short', 'retry-short', 'Come back at once.', 'retry: 10\n\n'),
  ofOpening('retry-long', 'retry-long', 'Come back after an hour.', 'retry: 3600000\n\n'),
  ofOpening('retry-malformed', 'retry-malformed', 'A retry with a unit.', 'retry: 3s\n\n'),
  ofEvents('ids-absent', 'ids-absent', 'No event has an ID.', (event) => `data: ${event}\n\n`),
  ofEvents(
    'ids-partly',
    'ids-partly',
    'Every third event has an ID.',
    (event) => `${event % 3 === 0 ? `id: ${event}\n` : ''}data: ${event}\n\n`,
  ),
  ofEvents(
    'ids-repeated',
    'ids-repeated',
    'IDs that begin anew after the third.',
    (event) => `id: ${event % 3}\ndata: ${event}\n\n`,
  ),
  everyFifth(
    'id-null',
    'id-null',
    'An ID with a NUL in it.',
    (event) => `id: ${event}\0\ndata: ${event}\n\n`,
  ),
  everyFifth(
    'id-without-data',
    'id-without-data',
    'An ID in an event of its own.',
    (event) => `${healthy(event)}id: ${event}\n\n`,
  ),
  ofEvents(
    'id-long',
    'id-long',
    'IDs of two thousand characters.',
    (event) => `id: ${'x'.repeat(2000)}${event}\ndata: ${event}\n\n`,
  ),
  ofEvents(
    'id-not-ascii',
    'id-not-ascii',
    'IDs with an accent.',
    (event) => `id: caf\u00e9 ${event}\ndata: ${event}\n\n`,
  ),
  {
    name: 'resume-repeats',
    says: 'The server starts with the event that was the last one.',
    code: 'resume-repeats',
    script: { resumeFrom: (last) => last },
  },
  {
    name: 'resume-restarts',
    says: 'The server starts with all that it knows.',
    code: 'resume-restarts',
    script: { resumeFrom: (_last, now) => Math.max(1, now - 30) },
  },
  {
    name: 'resume-gap',
    says: 'The server has forgotten two of the events that were missed.',
    code: 'resume-gap',
    script: { resumeFrom: (last) => last + 3 },
  },
  {
    name: 'resume-ignored',
    says: 'The server does not look at Last-Event-ID.',
    code: 'resume-ignored',
    script: { resumeFrom: () => undefined },
  },
  {
    name: 'resume-refused',
    says: 'The server fails when it is asked to go on.',
    code: 'resume-refused',
    script: { refusesToResume: true },
  },
];
