import { expect, test } from '@jest/globals';
import { readOptions } from './readOptions.js';
import { scenarioName } from './scenarioName.js';

test('everything is measured unless less is asked for', () => {
  const { rounds, tabs, ways, scenarios } = readOptions([]);
  expect(rounds).toBe(3);
  expect(tabs).toEqual([1, 5, 10, 30]);
  expect(ways).toHaveLength(9);
  expect(scenarios.map((scenario) => scenarioName(scenario))).toEqual([
    '20/s',
    '100/s',
    '500/s',
    '2000/s',
    'burst of 40000',
    'one event of 5 MB',
  ]);
});

test('--quick measures less, but what else is asked for', () => {
  const { rounds, tabs, scenarios } = readOptions(['--quick', '--tabs', '1,2', '--large', '0']);
  expect(rounds).toBe(1);
  expect(tabs).toEqual([1, 2]);
  expect(scenarios.map((scenario) => scenarioName(scenario))).toEqual(['500/s', 'burst of 40000']);
});

test('what the others are compared with is always measured, and first', () => {
  const { ways } = readOptions(['--ways', 'multiplex, relay']);
  expect(ways.map(({ name }) => name)).toEqual(['native', 'relay', 'multiplex']);
});

test.each([
  [['--tabs', '0'], '--tabs expects a whole number from 1 to 100, got "0".'],
  [['--tabs', '5,many'], '--tabs expects a whole number from 1 to 100, got "many".'],
  [['--rates', ''], '--rates expects a whole number from 0 to 20000, got "".'],
  [['--seconds', '1.5'], '--seconds expects a whole number from 1 to 600, got "1.5".'],
  [['--rounds', '-1'], '--rounds'],
  [['--streams', '21'], '--streams expects a whole number from 0 to 20, got "21".'],
  [['--burst', 'x'], '--burst expects a whole number from 0 to 1000000, got "x".'],
  [['--ways', 'native,magic'], 'carrier, got "magic".'],
  [['--fast'], '--fast'],
])('%j is bad input, and is named', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});
