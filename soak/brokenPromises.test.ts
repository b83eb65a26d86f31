import { expect, test } from '@jest/globals';
import type { Tally } from '../e2e/kit/page/EventTally.js';
import { brokenPromises } from './brokenPromises.js';
import type { SoakResult } from './SoakResult.js';

const stream = {
  last: 9,
  received: 9,
  lost: 0,
  doubled: 0,
  gaps: 0,
  errors: 0,
  closed: 0,
  isOpen: true,
};

/** A minute in two tabs, the first of which had this on its ticking stream. */
const result = (tally: Partial<Tally>, rest: Partial<SoakResult> = {}): SoakResult => ({
  browser: 'chrome',
  helper: false,
  minutes: 1,
  tabs: [
    { tab: '1', isHidden: true, streams: { silent: stream, ticking: { ...stream, ...tally } } },
    { tab: '2', isHidden: false, streams: { silent: stream, ticking: stream } },
  ],
  published: { silent: 9, ticking: 9 },
  connected: { silent: 1, ticking: 1 },
  connections: { silent: 1, ticking: 1 },
  ...rest,
});

test('a run without a fault breaks no promise', () => {
  expect(brokenPromises(result({}))).toEqual([]);
});

test('Firefox may break each stream of a tab once in 20 seconds', () => {
  expect(brokenPromises(result({ errors: 6 }, { browser: 'firefox' }))).toEqual([]);
});

const helped = { browser: 'firefox', helper: true } as const;

test.each<[string, SoakResult]>([
  ['a lost event', result({ lost: 1 })],
  ['a doubled event', result({ doubled: 1 })],
  ['an EventSource closed for ever', result({ closed: 1 })],
  ['a last event that did not come', result({ last: 8 })],
  ['an error in Chromium', result({ errors: 1 })],
  ['an error in Firefox, with the page helper', result({ errors: 1 }, helped)],
  ['an error too many in Firefox', result({ errors: 7 }, { browser: 'firefox' })],
  ['two connections for one stream', result({}, { connected: { silent: 1, ticking: 2 } })],
  ['tabs none of which was hidden', result({}, { tabs: result({}).tabs.slice(1) })],
])('%s is a broken promise', (_what, faulty) => {
  expect(brokenPromises(faulty)).toHaveLength(1);
});
