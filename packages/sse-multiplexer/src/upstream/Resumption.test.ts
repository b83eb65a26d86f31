import { describe, expect, jest, test } from '@jest/globals';
import { Resumption } from './Resumption.js';
import type { Resume } from '../options/Resume.js';

const own = new Request('https://app.test/events');
const foreign = new Request('https://api.test/events');

const resumption = (resume: Resume) => {
  const onRefused = jest.fn<(url: string) => void>();
  return { onRefused, resumption: new Resumption(resume, 'https://app.test', onRefused) };
};

test.each<Resume>(['header', { query: 'since' }, false])(
  'asks as the option says: %j',
  (resume) => {
    const asking = resumption(resume).resumption;
    expect([asking.wayFor(own), asking.wayFor(foreign)]).toEqual([resume, resume]);
  },
);

describe('can be refused by a preflight', () => {
  test.each<[name: string, resume: Resume, page: Request, expected: boolean]>([
    ['a header to another origin', 'header', foreign, true],
    ['a header to the own origin', 'header', own, false],
    ['a query parameter', { query: 'since' }, foreign, false],
    ['nothing', false, foreign, false],
  ])('%s', (_name, resume, page, expected) => {
    expect(resumption(resume).resumption.mayBeRefused(page)).toBe(expected);
  });
});

test('one refusal may be a passing error, and is told', () => {
  const { resumption: asking, onRefused } = resumption('header');
  asking.refuse(foreign);
  expect([asking.wayFor(foreign), asking.mayBeRefused(foreign)]).toEqual(['header', true]);
  asking.accepted();
  asking.refuse(foreign);
  expect(asking.wayFor(foreign)).toBe('header');
  expect(onRefused).toHaveBeenCalledTimes(2);
});

test('a header that was refused twice in a row is not sent again, and it is told once', () => {
  const { resumption: asking, onRefused } = resumption('header');
  for (let times = 0; times < 3; times++) asking.refuse(foreign);
  expect([asking.isRefused(foreign), asking.isRefused(own)]).toEqual([true, false]);
  expect(asking.wayFor(foreign)).toBe(false);
  expect(asking.mayBeRefused(foreign)).toBe(false);
  expect(asking.wayFor(own)).toBe('header');
  expect(onRefused.mock.calls).toEqual([['https://api.test/events']]);
});

test('can be refused where a redirect leads to another origin, and nowhere else', () => {
  const { resumption: asking } = resumption('header');
  const answer = (url: string): Response =>
    Object.defineProperty(new Response(), 'url', { value: url });
  asking.answered(answer('https://api.test/events'));
  expect(asking.mayBeRefused(own)).toBe(true);
  asking.answered(answer(''));
  expect(asking.mayBeRefused(own)).toBe(true);
  for (let times = 0; times < 2; times++) asking.refuse(own);
  expect(asking.wayFor(own)).toBe(false);
  asking.answered(answer('https://app.test/elsewhere'));
  expect([asking.wayFor(own), asking.mayBeRefused(own)]).toEqual(['header', false]);
});
