import { expect, test } from '@jest/globals';
import type { FormatFaultKind } from './FormatFault.js';
import { Recording } from './Recording.js';

const recordingOf = (...chunks: readonly (string | Uint8Array)[]): Recording => {
  const recording = new Recording(100);
  for (const [index, chunk] of chunks.entries()) {
    recording.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk, 1000 * index);
  }
  recording.finish();
  return recording;
};
const kinds = (...chunks: readonly (string | Uint8Array)[]): FormatFaultKind[] =>
  recordingOf(...chunks).formatFaults.map(({ kind }) => kind);

test.each([
  ['id: 1\nevent: put\ndata: x\n\n'],
  ['\ufeffdata: x\n\n'],
  [':\n\n: a comment\n\ndata\n\n'],
  ['retry: 10\r\n\r\ndata: x\r\rdata:y\n\n'],
  ['data: {"a":1,\ndata: "b":2}\n\n'],
  ['data: two\ndata: lines, with \\n in the text\n\n'],
  ['id\n\n'],
])('nothing is wrong with %j', (text) => {
  expect(kinds(text)).toEqual([]);
});

test.each<[string | Uint8Array, FormatFaultKind]>([
  ['Data: x\n\n', 'field-unknown'],
  ['{"json":"lines"}\n\n', 'field-unknown'],
  ['retry: 1.5\n\n', 'retry-malformed'],
  ['id: a\0b\ndata: x\n\n', 'id-null'],
  ['id: 1\n\n', 'id-without-data'],
  ['event: ping\n\n', 'event-without-data'],
  ['event: open\ndata: x\n\n', 'event-reserved'],
  ['id: 1\ndata: x\nid: 2\ndata: y\n\n', 'blank-line-missing'],
  ['data: {"a":1}\ndata: {"a":2}\n\n', 'blank-line-missing'],
  ['data: x\ndata: y\n', 'blank-line-missing'],
  ['data: x\\n\\n\n\n', 'line-ends-escaped'],
  [Buffer.from('data: caf\xe9\n\n', 'latin1'), 'utf8-invalid'],
  [`data: ${'x'.repeat(200)}\n\n`, 'event-large'],
])('%j is %s', (text, kind) => {
  expect(kinds(text)).toEqual([kind]);
});

test('of a fault that comes again and again, the count and the first line are kept', () => {
  const { formatFaults } = recordingOf('Data: first\n\nData: second\n\n');
  expect(formatFaults).toEqual([{ kind: 'field-unknown', count: 2, sample: 'Data: first' }]);
});

test('counts how often part of an event lay there, also after a BOM', () => {
  expect(recordingOf('data: a\n\n', 'data: b\n\n').torn).toBe(0);
  expect(recordingOf('\ufeffdata: a\n\n', 'data: b\n\n').torn).toBe(0);
  expect(recordingOf('data: a\n\ndat', 'a: b\n\ndata', ': c\n\n').torn).toBe(2);
});

test('knows what came, when, and what is left over', () => {
  const recording = recordingOf('retry: 10\n\nid: 1\ndata: a\n\n', ':\n\n', 'data: b');
  expect(recording.events.map(({ at, id, type }) => [at, id, type])).toEqual([[0, '1', 'message']]);
  const { count, comments, retry, arrivals, pending, pendingText } = recording;
  expect([count, comments, retry, arrivals, pending]).toEqual([1, 1, 10, [0, 1000, 2000], 7]);
  expect(pendingText).toBe('data: b');
});
