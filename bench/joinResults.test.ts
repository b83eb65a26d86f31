import { expect, test } from '@jest/globals';
import { joinResults } from './joinResults.js';
import { sampleOf } from './testing/sampleOf.js';

test("the rounds of several runs do not meet, and neither do one's ratios the other's", () => {
  const machine = 'a machine';
  const { samples, ...rest } = joinResults([
    { machine, samples: [sampleOf('native'), sampleOf('native', {}, { round: 2 })] },
    { machine, samples: [sampleOf('native'), sampleOf('relay')] },
  ]);
  expect(rest).toEqual({ machine });
  expect(samples.map(({ way, round }) => [way, round])).toEqual([
    ['native', 1],
    ['native', 2],
    ['native', 3],
    ['relay', 3],
  ]);
});
