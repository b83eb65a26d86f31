import { expect, test } from '@jest/globals';
import type { MultiplexerOptions } from './MultiplexerOptions.js';
import { resolveOptions } from './resolveOptions.js';

const MIB = 1024 * 1024;
const LONGEST = 2 ** 31 - 1;

test('every option has a default', () => {
  expect(resolveOptions({})).toEqual({
    linger: 1000,
    join: 'native',
    cursor: undefined,
    replay: { events: 10_000, bytes: 4 * MIB, total: 32 * MIB, age: 120_000 },
    reconnect: 'page',
    resume: 'header',
    silence: false,
    gap: 'event-stream-gap',
    away: 'event-stream-away',
    maxQueueBytes: 4 * MIB,
    maxBlockBytes: 16 * MIB,
    hiddenDelay: 100,
    shareKey: undefined,
    ignoreURLParametersMatching: [],
    varyOn: [],
    ignoreHeaders: [],
  });
});

test('undefined is as good as left out', () => {
  const given = { linger: undefined, replay: { age: undefined }, gap: undefined, join: undefined };
  expect(resolveOptions(given as unknown as MultiplexerOptions)).toEqual(resolveOptions({}));
});

test('the server is asked to go on by the cursor that clients use, unless it is said otherwise', () => {
  const cursor = { query: 'since' };
  expect(resolveOptions({ cursor }).resume).toEqual(cursor);
  expect(resolveOptions({ cursor, resume: 'header' }).resume).toBe('header');
});

test('each bound of the replay buffer has its own default', () => {
  expect(resolveOptions({ replay: { age: LONGEST } }).replay).toEqual({
    events: 10_000,
    bytes: 4 * MIB,
    total: 32 * MIB,
    age: LONGEST,
  });
});

test('false switches off', () => {
  expect(resolveOptions({ linger: false, replay: false, resume: false, gap: false })).toMatchObject(
    {
      linger: 0,
      replay: { events: 0, age: 120_000 },
      resume: false,
      gap: false,
    },
  );
});

test('names of headers are as requests have them', () => {
  expect(
    resolveOptions({ varyOn: ['Authorization'], ignoreHeaders: ['Traceparent'] }),
  ).toMatchObject({
    varyOn: ['authorization'],
    ignoreHeaders: ['traceparent'],
  });
});
