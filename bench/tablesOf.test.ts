import { expect, test } from '@jest/globals';
import { summarise } from './summarise.js';
import { tablesOf } from './tablesOf.js';
import { sampleOf } from './testing/sampleOf.js';

test('a table shows the ways in their order, figures beside their ratios to native', () => {
  const samples = [sampleOf('multiplex', { p50: 1.2, connections: 1 }), sampleOf('native')];
  const [table, ...others] = tablesOf(summarise(samples));
  expect(others).toEqual([]);
  expect(table?.title).toBe('5 tabs, 500/s');
  expect(table?.rows).toMatchObject([
    { way: 'native EventSource', served: '5 of 5', 'p50 ms': '1 (1 x)', 'conn.': '5' },
    { way: 'SSEMultiplexStrategy', delivered: 'all', 'p50 ms': '1.20 (1.20 x)', 'conn.': '1' },
  ]);
});

test('a figure that no way has is left out', () => {
  const [table] = tablesOf(summarise([sampleOf('native')]));
  expect(Object.keys(table?.rows[0] ?? {})).not.toContain('events/s');
});

test('a way that serves fewer tabs, loses or doubles events, is shown as one', () => {
  const sample = sampleOf('relay', {}, { tabs: 10, served: 6, delivered: 4990, doubled: 2 });
  const [table] = tablesOf(summarise([sample]));
  expect(table?.rows).toMatchObject([{ served: '6 of 10', delivered: '99.8 %, 2 twice' }]);
});

test('where each tab has streams of its own, streams are counted', () => {
  const sample = sampleOf('carrier', {}, { tabs: 5, streams: 4, served: 19 });
  const [table] = tablesOf(summarise([sample]));
  expect(table?.rows).toMatchObject([{ served: '19 of 20' }]);
});
