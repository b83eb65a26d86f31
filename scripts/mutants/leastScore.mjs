/** The share of mutations that unit tests have to notice, in percent: what it is, so that it never falls. */
export const leastScore = 100;
