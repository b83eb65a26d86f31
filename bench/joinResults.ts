import type { Results } from './Results.js';

/** The results of several runs as those of one: each run's rounds are rounds of their own. */
export const joinResults = (all: readonly Results[]): Results => {
  let rounds = 0;
  const samples = all.flatMap((results) => {
    const before = rounds;
    rounds += Math.max(0, ...results.samples.map(({ round }) => round));
    return results.samples.map((sample) => ({ ...sample, round: sample.round + before }));
  });
  return { machine: [...new Set(all.map(({ machine }) => machine))].join('; '), samples };
};
