import { describe, expect, test } from '@jest/globals';
import { checkOptions } from './checkOptions.js';
import { InvalidOptionError } from './InvalidOptionError.js';
import type { MultiplexerOptions } from './MultiplexerOptions.js';

const LONGEST = 2 ** 31 - 1;

test.each<MultiplexerOptions>([
  { linger: 0 },
  { linger: LONGEST },
  { join: 'replay' },
  { join: 'native' },
  { join: { snapshot: 'put' } },
  { join: { snapshot: ['put', 'state'] } },
  { join: { snapshot: () => true } },
  { reconnect: 'worker' },
  { resume: false },
  { resume: { query: 'lastEventId' } },
  { silence: LONGEST },
  { silence: false },
  { linger: false },
  { replay: false },
  { replay: { age: LONGEST } },
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
  expect(() => {
    checkOptions(options);
  }).not.toThrow();
});

describe('a wrong value is an error that names the option, what was expected and what came', () => {
  const time = `a number from 0 to ${LONGEST}`;
  const amount = `a number from 0 to ${Number.MAX_SAFE_INTEGER}`;
  const join = "'native', 'opening', 'live', 'replay' or {snapshot}";
  const delay = `a number from 1 to ${LONGEST}, or false`;
  const resume = "'header', {query: name} or false";
  const patterns = 'an array of RegExps';
  const headers = 'an array of names of request headers that pages set';
  const gap = "an event type without line breaks that is not 'error' or 'open', or false";
  const orFalse = `${time}, or false`;
  const silence = `a number from 1 to ${LONGEST}, or false`;

  test.each<[given: unknown, option: string, expected: string, received: string]>([
    [{ linger: -1 }, 'linger', orFalse, '-1'],
    [{ linger: LONGEST + 1 }, 'linger', orFalse, '2147483648'],
    [{ linger: NaN }, 'linger', orFalse, 'NaN'],
    [{ linger: '1000' }, 'linger', orFalse, '"1000"'],
    [{ linger: null }, 'linger', orFalse, 'null'],
    [{ linger: 5n }, 'linger', orFalse, '5'],
    [{ silence: Infinity }, 'silence', silence, 'Infinity'],
    [{ silence: 0 }, 'silence', silence, '0'],
    [{ resume: 'none' }, 'resume', resume, '"none"'],
    [{ away: 'error' }, 'away', gap, '"error"'],
    [{ gap: 'error' }, 'gap', gap, '"error"'],
    [{ gap: 'open' }, 'gap', gap, '"open"'],
    [{ maxQueueBytes: -1 }, 'maxQueueBytes', `a number from 1 to ${Number.MAX_SAFE_INTEGER}`, '-1'],
    [{ maxBlockBytes: Infinity }, 'maxBlockBytes', amount, 'Infinity'],
    [{ replay: { events: -1 } }, 'replay.events', amount, '-1'],
    [{ replay: { bytes: '4 MiB' } }, 'replay.bytes', amount, '"4 MiB"'],
    [{ replay: { total: -1 } }, 'replay.total', amount, '-1'],
    [{ replay: { age: Infinity } }, 'replay.age', time, 'Infinity'],
    [{ replay: 5 }, 'replay', 'an object, or false', '5'],
    [{ replay: null }, 'replay', 'an object, or false', 'null'],
    [{ join: 'late' }, 'join', join, '"late"'],
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
    const resolving = (): void => {
      checkOptions(given as MultiplexerOptions);
    };
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

  test.each([
    [{ lingr: 1000 }, 'lingr'],
    [{ replay: { ages: 1 } }, 'replay.ages'],
  ])('a name that is none: %j', (given, option) => {
    const checking = (): void => {
      checkOptions(given as MultiplexerOptions);
    };
    expect(checking).toThrow(expect.objectContaining({ name: 'InvalidOptionError', option }));
  });

  test('but for those that somebody else knows', () => {
    expect(() => {
      checkOptions({ session: {} } as MultiplexerOptions, ['session']);
    }).not.toThrow();
  });
});
