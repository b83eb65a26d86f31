import { expect, test } from '@jest/globals';
import { markdownOf } from './markdownOf.js';

test('tables stand under their titles, the claims after them', () => {
  const tables = [{ title: '5 tabs, 500/s', rows: [{ way: 'native', 'p50 ms': '1 (1 x)' }] }];
  const claim = { what: 'latency', figure: 1.5, relation: 'at most', bound: 1.05 } as const;
  expect(markdownOf(tables, [claim])).toBe(
    [
      '### 5 tabs, 500/s\n',
      '| way | p50 ms |',
      '| --- | --- |',
      '| native | 1 (1 x) |\n',
      '### Reached or not\n',
      '| claim | wanted | measured | reached |',
      '| --- | --- | --- | --- |',
      '| latency | at most 1.05 | 1.50 | **no** |\n',
    ].join('\n'),
  );
});
