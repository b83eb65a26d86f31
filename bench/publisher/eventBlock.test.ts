import { expect, test } from '@jest/globals';
import { eventBlock } from './eventBlock.js';

test('a block says its number and its time, and fills its bytes', () => {
  const block = eventBlock(7, 1_700_000_000_000.25);
  expect(block).toMatch(/^id: 7\ndata: 7 1700000000000\.250 x+\n\n$/);
  expect(block).toHaveLength(200);
  expect(eventBlock(0, 1_700_000_000_000, 5_000_000)).toHaveLength(5_000_000);
});
