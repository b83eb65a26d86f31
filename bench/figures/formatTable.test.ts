import { expect, test } from '@jest/globals';
import { formatTable } from './formatTable.js';

test('rows stand below the columns that they name', () => {
  const rows = [
    { what: 'one', 'GB/s': 1.2345 },
    { what: 'two', ratio: 'none' },
  ];
  expect(formatTable({ title: 'Figures', rows })).toBe(
    [
      'Figures',
      '',
      'what  GB/s  ratio',
      '----  ----  -----',
      'one   1.23',
      'two         none',
    ].join('\n'),
  );
});
