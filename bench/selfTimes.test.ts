import { expect, test } from '@jest/globals';
import { selfTimes } from './selfTimes.js';

test('the time of a function is that of all its samples, most first', () => {
  const node = (
    id: number,
    functionName: string,
  ): { id: number; callFrame: { functionName: string } } => ({
    id,
    callFrame: { functionName },
  });
  const nodes = [node(1, 'enqueue'), node(2, ''), node(3, 'enqueue')];
  const { rows } = selfTimes({ nodes, samples: [1, 2, 3], timeDeltas: [500, 1000, 2500] });
  expect(rows).toEqual([
    { function: 'enqueue', ms: 3, 'of all time, %': 75 },
    { function: '(anonymous)', ms: 1, 'of all time, %': 25 },
  ]);
});

test('of a profile without samples there is nothing to show', () => {
  expect(selfTimes({ nodes: [] }).rows).toEqual([]);
});
