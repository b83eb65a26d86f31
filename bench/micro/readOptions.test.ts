import { expect, test } from '@jest/globals';
import { readOptions } from './readOptions.js';

test('everything is measured, seven times, unless told otherwise', () => {
  expect(readOptions([])).toEqual({
    only: ['splitter', 'fan-out', 'joining', 'matchers', 'memory'],
    rounds: 7,
    quick: false,
    json: undefined,
    help: false,
  });
  expect(readOptions(['--only', 'memory,splitter', '--rounds', '1', '--quick'])).toMatchObject({
    only: ['splitter', 'memory'],
    rounds: 1,
    quick: true,
  });
});

test.each([
  [['--rounds', '0'], '--rounds expects a whole number from 1 to 100, got "0".'],
  [['--only', 'splitter,x'], '--only expects some of splitter, fan-out, joining,'],
  [['--fast'], '--fast'],
])('%j is refused', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});
