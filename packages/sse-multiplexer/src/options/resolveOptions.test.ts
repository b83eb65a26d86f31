import { describe, expect, test } from '@jest/globals';
import { InvalidOptionError } from './InvalidOptionError.js';
import type { MultiplexerOptions } from './MultiplexerOptions.js';
import { resolveOptions } from './resolveOptions.js';

const MIB = 1024 * 1024;
const LONGEST = 2 ** 31 - 1;

test('every option has a default', () => {
  expect(resolveOptions({})).toEqual({
    linger: 1000,
    join: 'native',
    cursor: undefined,
    replay: { events: 10_000, bytes: 4 * MIB, age: 120_000 },
    reconnect: 'page',
    resume: 'header',
    silence: 0,
    gap: 'event-stream-gap',
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

test.each<MultiplexerOptions>([
  { linger: 0 },
  { linger: LONGEST },
  { join: 'replay' },
  { join: 'native' },
  { join: 'opening' },
  { join: 'live' },
  { join: { snapshot: 'put' } },
  { join: { snapshot: ['put', 'state'] } },
  { join: { snapshot: () => true } },
  { reconnect: 'worker' },
  { resume: 'none' },
  { resume: { query: 'lastEventId' } },
  { cursor: { query: 'since' } },
  { silence: LONGEST },
  { gap: false },
  { gap: 'l\u00fccke' },
  { maxQueueBytes: 1 },
  { hiddenDelay: 1 },
  { hiddenDelay: false },
  { shareKey: () => 'stream' },
  { ignoreURLParametersMatching: [] },
  { ignoreURLParametersMatching: [/^token$/, /^_/g] },
  { varyOn: ['authorization', 'x-tenant'] },
  { ignoreHeaders: ['traceparent'] },
  { maxBlockBytes: Number.MAX_SAFE_INTEGER },
])('takes %j', (options) => {
  expect(resolveOptions(options)).toMatchObject(options);
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
    age: LONGEST,
  });
});

describe('a wrong value is an error that names the option, what was expected and what came', () => {
  const time = `a number from 0 to ${LONGEST}`;
  const amount = `a number from 0 to ${Number.MAX_SAFE_INTEGER}`;
  const join = "'native', 'opening', 'live', 'replay' or {snapshot}";
  const delay = `a number from 1 to ${LONGEST}, or false`;
  const resume = "'header', 'none' or {query: name}";
  const patterns = 'an array of RegExps';
  const headers = 'an array of names of request headers that pages set';
  const gap = 'an event type without line breaks, or false';

  test.each<[given: unknown, option: string, expected: string, received: string]>([
    [{ linger: -1 }, 'linger', time, '-1'],
    [{ linger: LONGEST + 1 }, 'linger', time, '2147483648'],
    [{ linger: NaN }, 'linger', time, 'NaN'],
    [{ linger: '1000' }, 'linger', time, '"1000"'],
    [{ linger: null }, 'linger', time, 'null'],
    [{ linger: 5n }, 'linger', time, '5'],
    [{ silence: Infinity }, 'silence', time, 'Infinity'],
    [{ maxQueueBytes: -1 }, 'maxQueueBytes', `a number from 1 to ${Number.MAX_SAFE_INTEGER}`, '-1'],
    [{ maxBlockBytes: Infinity }, 'maxBlockBytes', amount, 'Infinity'],
    [{ replay: { events: -1 } }, 'replay.events', amount, '-1'],
    [{ replay: { bytes: '4 MiB' } }, 'replay.bytes', amount, '"4 MiB"'],
    [{ replay: { age: Infinity } }, 'replay.age', time, 'Infinity'],
    [{ replay: 5 }, 'replay', 'an object', '5'],
    [{ replay: null }, 'replay', 'an object', 'null'],
    [{ join: 'late' }, 'join', join, '"late"'],
    [{ join: 'separate' }, 'join', join, '"separate"'],
    [{ join: null }, 'join', join, 'null'],
    [{ join: {} }, 'join', join, '{}'],
    [{ join: { snapshot: '' } }, 'join', join, '{"snapshot":""}'],
    [{ join: { snapshot: [] } }, 'join', join, '{"snapshot":[]}'],
    [{ join: { snapshot: ['put', 1] } }, 'join', join, '{"snapshot":["put",1]}'],
    [{ join: () => 'live' }, 'join', join, 'a function'],
    [{ reconnect: true }, 'reconnect', "'page' or 'worker'", 'true'],
    [{ resume: 'query' }, 'resume', resume, '"query"'],
    [{ resume: { query: '' } }, 'resume', resume, '{"query":""}'],
    [{ resume: null }, 'resume', resume, 'null'],
    [{ cursor: 'since' }, 'cursor', '{query: name}', '"since"'],
    [{ cursor: { query: '' } }, 'cursor', '{query: name}', '{"query":""}'],
    [{ cursor: null }, 'cursor', '{query: name}', 'null'],
    [{ gap: '' }, 'gap', gap, '""'],
    [{ gap: 'a\nb' }, 'gap', gap, '"a\\nb"'],
    [{ shareKey: 'user' }, 'shareKey', 'a function', '"user"'],
    [{ shareKey: null }, 'shareKey', 'a function', 'null'],
    [{ ignoreURLParametersMatching: /_/ }, 'ignoreURLParametersMatching', patterns, '{}'],
    [{ ignoreURLParametersMatching: ['_'] }, 'ignoreURLParametersMatching', patterns, '["_"]'],
    [{ hiddenDelay: 0 }, 'hiddenDelay', delay, '0'],
    [{ hiddenDelay: true }, 'hiddenDelay', delay, 'true'],
    [{ hiddenDelay: '100' }, 'hiddenDelay', delay, '"100"'],
    [{ varyOn: 'authorization' }, 'varyOn', headers, '"authorization"'],
    [{ varyOn: ['a b'] }, 'varyOn', headers, '["a b"]'],
    [{ varyOn: ['Cookie'] }, 'varyOn', headers, '["Cookie"]'],
    [{ ignoreHeaders: ['Accept'] }, 'ignoreHeaders', headers, '["Accept"]'],
    [{ ignoreHeaders: [1] }, 'ignoreHeaders', headers, '[1]'],
    [{ gap: true }, 'gap', gap, 'true'],
    [{ gap: Symbol('gap') }, 'gap', gap, 'Symbol(gap)'],
  ])('%p', (given, option, expected, received) => {
    const resolving = (): unknown => resolveOptions(given as MultiplexerOptions);
    expect(resolving).toThrow(InvalidOptionError);
    expect(resolving).toThrow(`${option}: expected ${expected}, got ${received}.`);
    expect(resolving).toThrow(expect.objectContaining({ name: 'InvalidOptionError', option }));
  });

  test('and the value itself, whatever it is', () => {
    const received: Record<string, unknown> = {};
    received['itself'] = received;
    const error = new InvalidOptionError('gap', 'a string', received);
    expect(error).toBeInstanceOf(TypeError);
    expect(error.received).toBe(received);
  });
});
