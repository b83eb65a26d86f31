import { afterEach, beforeEach, expect, jest } from '@jest/globals';

/** In this file's tests every rejection is handled: one that nobody takes is an error message in every user's console. */
export function expectHandledRejections(): void {
  const unhandled = jest.fn();
  beforeEach(() => void process.on('unhandledRejection', unhandled.mockClear()));
  afterEach(() => {
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
}
