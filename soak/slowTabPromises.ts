import type { SlowTabResult } from './slowTab.js';

/** Bytes: the default of `maxQueueBytes`, and what else a worker may come to hold meanwhile. */
const limit = 4 * 1024 * 1024 + 10_000_000;

/** What such a run promises and its result does not show, as sentences; none if all is well. */
export const slowTabPromises = (result: SlowTabResult): string[] => {
  const { browser, helper, worker, errors, isComplete } = result;
  const broken: string[] = [];
  const expect = (kept: boolean, promise: string): void => {
    if (!kept) broken.push(`${browser} ${helper ? 'with' : 'without'} the page helper: ${promise}`);
  };
  expect((worker ?? 0) <= limit, `the worker may grow by ${limit} bytes, it grew by ${worker}.`);
  expect(errors === 0, `the other tabs may see no error, they saw ${errors}.`);
  expect(isComplete, 'every tab must get every event.');
  return broken;
};
