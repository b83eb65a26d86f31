import { afterEach, beforeEach, jest } from '@jest/globals';

/** In this file's tests warnings are noted, not printed. */
export function noteWarnings(): jest.Mock<typeof console.warn> {
  const warn = jest.fn<typeof console.warn>();
  let spy: jest.Spied<typeof console.warn>;
  beforeEach(() => {
    spy = jest.spyOn(console, 'warn').mockImplementation(warn.mockReset());
  });
  afterEach(() => {
    spy.mockRestore();
  });
  return warn;
}
