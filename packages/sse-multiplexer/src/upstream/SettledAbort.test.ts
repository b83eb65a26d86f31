import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { SettledAbort } from './SettledAbort.js';

const browse = (userAgent: string): void => {
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { userAgent } });
};

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';
const chromium =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36';

describe('a fetch that nobody wants any more', () => {
  const original = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => {
    jest.useRealTimers();
    if (original) Object.defineProperty(globalThis, 'navigator', original);
    else Reflect.deleteProperty(globalThis, 'navigator');
  });

  test.each([firefox, chromium])('is aborted at once while it is unanswered: %s', (name) => {
    browse(name);
    const abort = new SettledAbort();
    expect([abort.isWanted, abort.signal.aborted]).toEqual([false, false]);
    abort.abort();
    expect([abort.isWanted, abort.signal.aborted]).toEqual([true, true]);
  });

  test.each([
    ['Firefox', firefox, 50],
    ['Chromium', chromium, 0],
  ])('is aborted in %s when its answer has settled', (_, name, settling) => {
    browse(name);
    const abort = new SettledAbort();
    abort.answered();
    abort.abort();
    abort.abort();
    expect([abort.isWanted, abort.signal.aborted]).toEqual([true, settling === 0]);
    jest.advanceTimersByTime(49);
    expect(abort.signal.aborted).toBe(settling === 0);
    jest.advanceTimersByTime(1);
    expect([abort.signal.aborted, jest.getTimerCount()]).toEqual([true, 0]);
  });

  test('is aborted at once in Firefox when its answer is not new', () => {
    browse(firefox);
    const abort = new SettledAbort();
    abort.answered();
    jest.advanceTimersByTime(50);
    abort.abort();
    expect(abort.signal.aborted).toBe(true);
  });
});
