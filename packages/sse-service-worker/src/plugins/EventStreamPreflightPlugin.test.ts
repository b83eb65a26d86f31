import { afterEach, expect, jest, test } from '@jest/globals';
import { EventStreamPreflightPlugin } from './EventStreamPreflightPlugin.js';

afterEach(() => {
  jest.restoreAllMocks();
});

test('a preflight is over with the head of its answer, and with the stream that nobody wants any more', async () => {
  const signals: (AbortSignal | null | undefined)[] = [];
  const wereAborted: (boolean | undefined)[] = [];
  jest.spyOn(globalThis, 'fetch').mockImplementation((_, init) => {
    signals.push(init?.signal);
    wereAborted.push(init?.signal?.aborted);
    return Promise.resolve(new Response('long'));
  });
  const wanted = new Request('https://app.test/events');
  const unwanted = new Request(wanted, { signal: AbortSignal.abort() });
  const plugin = new EventStreamPreflightPlugin();
  for (const request of [wanted, unwanted]) await plugin.requestWillFetch({ request });
  expect(wereAborted).toEqual([false, true]);
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, true]);
});
