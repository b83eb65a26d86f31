import { expect, test } from '@jest/globals';
import { formatResults } from './formatResults.js';

test('the columns stand below each other, and what did not happen within its deadline hangs', () => {
  const counts = { left: 0, missed: 0, repeated: 12 };
  const table = formatResults(
    [
      {
        mode: 'none',
        metrics: 3,
        chat: 3,
        carriers: 0,
        streams: 2,
        live: 3,
        oneMoreMs: undefined,
        resumed: 'with-id',
        ...counts,
      },
      {
        mode: 'multiplex',
        metrics: 1,
        chat: 1,
        carriers: 0,
        streams: 2,
        live: 10,
        oneMoreMs: 98.6,
        resumed: 'none',
        ...counts,
      },
    ],
    10,
  );
  const [head = '', , native = '', multiplex = ''] = table.split('\n');
  const cell = (row: string, title: string): string | undefined =>
    row.slice(head.indexOf(title)).split(/ {2,}/)[0];
  expect(cell(native, 'upstream')).toBe('6 (metrics 3, chat 3)');
  expect(cell(native, 'tabs served')).toBe('3 of 10');
  expect(cell(native, 'one more')).toBe('hangs');
  expect(cell(native, 'Last-Event-ID')).toBe('seen');
  expect(cell(multiplex, 'one more')).toBe('99 ms');
  expect(cell(multiplex, 'Last-Event-ID')).toBe('no reconnect');
  expect(cell(multiplex, 'repeated')).toBe('12');
});
