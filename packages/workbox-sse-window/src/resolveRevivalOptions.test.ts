import { expect, test } from '@jest/globals';
import { resolveRevivalOptions } from './resolveRevivalOptions.js';
import type { RevivalOptions } from './RevivalOptions.js';

test('has defaults, and takes what it is given', () => {
  expect(resolveRevivalOptions({})).toEqual({ reconnectionTime: 1000, gap: 'event-stream-gap' });
  const options = { reconnectionTime: 0, gap: false } as const;
  expect(resolveRevivalOptions(options)).toEqual(options);
});

test.each([
  [{ reconnectionTime: -1 }, 'reconnectionTime: expected a number from 0, got -1.'],
  [{ reconnectionTime: NaN }, 'reconnectionTime: expected a number from 0, got NaN.'],
  [{ reconnectionTime: '5' }, 'reconnectionTime: expected a number from 0, got 5.'],
  [{ gap: '' }, 'gap: expected an event type, or false, got .'],
  [{ gap: true }, 'gap: expected an event type, or false, got true.'],
])('refuses %j', (options, message) => {
  expect(() => resolveRevivalOptions(options as RevivalOptions)).toThrow(new TypeError(message));
});
