import { afterEach, beforeEach, jest } from '@jest/globals';

/** In this file's tests time stands still until it is advanced; streams and promises work on. */
export function useFakeTime(): void {
  beforeEach(() => {
    jest.useFakeTimers({
      doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'],
    });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
}
