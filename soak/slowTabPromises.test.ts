import { expect, test } from '@jest/globals';
import type { SlowTabResult } from './slowTab.js';
import { slowTabPromises } from './slowTabPromises.js';

const kept: SlowTabResult = {
  browser: 'chrome',
  helper: false,
  tabs: 10,
  worker: 12_000_000,
  processes: 40_000_000,
  errors: 0,
  isComplete: true,
};

test('a run without a fault breaks no promise, nor does one whose worker cannot be measured', () => {
  expect(slowTabPromises(kept)).toEqual([]);
  expect(slowTabPromises({ ...kept, worker: undefined })).toEqual([]);
});

test.each<[string, Partial<SlowTabResult>]>([
  ['a worker that has grown by more than the bound and 10 MB', { worker: 15_000_000 }],
  ['an error in another tab', { errors: 1 }],
  ['an event that a tab did not get', { isComplete: false }],
])('%s is a broken promise', (_what, broken) => {
  expect(slowTabPromises({ ...kept, ...broken })).toHaveLength(1);
});
