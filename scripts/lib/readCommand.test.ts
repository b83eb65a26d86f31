import { afterEach, expect, jest, test } from '@jest/globals';
import { readCommand } from './readCommand.mjs';

const usage = 'Usage: any';

afterEach(() => {
  jest.restoreAllMocks();
});

test('is the command where there is something to do', () => {
  const command = { help: false, minutes: 3 };
  expect(readCommand(['--minutes', '3'], () => command, usage)).toBe(command);
});

test('shows the usage that is asked for, which is no failure', () => {
  const log = jest.spyOn(console, 'log').mockReturnValue();
  expect(readCommand(['--help'], () => ({ help: true }), usage)).toBe(0);
  expect(log).toHaveBeenCalledWith(usage);
});

test('says what is wrong with an option, and what there is', () => {
  const error = jest.spyOn(console, 'error').mockReturnValue();
  const read = (): never => {
    throw new TypeError('--minutes expects a number, got "x".');
  };
  expect(readCommand(['--minutes', 'x'], read, usage)).toBe(2);
  expect(error).toHaveBeenCalledWith('--minutes expects a number, got "x".\n\nUsage: any');
});
