import { expect, test } from '@jest/globals';
import { heard } from '../testing/heard.js';
import { judgeResumption } from './judgeResumption.js';
import { resumeAfter } from './resumeAfter.js';

/** Events 1 to 9, one each 100 ms; asked at 650 to go on after 3. */
const known = heard(
  Array.from({ length: 9 }, (_, index) => [100 * (index + 1), String(index + 1)] as const),
).events;
const trial = (ids: readonly string[], at = 660, status = 200) => ({
  id: '3',
  query: undefined,
  askedAt: 650,
  visit: heard(
    ids.map((id) => [at, id] as const),
    { status, openedAt: 655 },
  ),
});

test.each([
  ['continues', trial(['4', '5', '6'])],
  ['repeats', trial(['3', '4'])],
  ['restarts', trial(['1', '2', '3', '4'])],
  ['restarts', trial(['0', '1', '2', '3'])],
  ['gap', trial(['6'])],
  ['ignores', trial(['7'], 960)],
  ['ignores', trial([])],
  ['refuses', trial([], 660, 500)],
  ['unknown', { ...trial([]), visit: undefined }],
] as const)('a server that %s is told by what it sends first', (resumed, seen) => {
  expect(judgeResumption(seen, known)).toBe(resumed);
});

test('the ID that is tried has events before and after it, and is of no use if it names two', () => {
  expect(resumeAfter(known)).toBe('6');
  expect(resumeAfter(known.slice(0, 3))).toBe('2');
  expect(resumeAfter(known.slice(0, 2))).toBe('2');
  expect(resumeAfter(known.slice(0, 1))).toBe('1');
  expect(resumeAfter([])).toBeUndefined();
  expect(resumeAfter([...known, ...known])).toBeUndefined();
});
