import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import { ServerProbe } from './ServerProbe.js';

useFakeTime();

let fetching: jest.Spied<typeof fetch>;
beforeEach(() => {
  fetching = jest.spyOn(globalThis, 'fetch');
});
afterEach(() => {
  fetching.mockRestore();
});

const request = new Request('https://other.test/events', { credentials: 'include' });
const opaque = Object.defineProperty(new Response(), 'type', { value: 'opaque' });

test('a server that answers is reached, whatever it answers', async () => {
  fetching.mockResolvedValue(opaque);
  expect(await new ServerProbe().reaches(request)).toBe(true);
  const [[url, init]] = fetching.mock.calls as [[string, RequestInit]];
  expect(url).toBe(request.url);
  expect(init).toMatchObject({ mode: 'no-cors', credentials: 'include' });
  expect(new Headers(init.headers).has('last-event-id')).toBe(false);
  // Nobody reads the answer.
  expect(init.signal?.aborted).toBe(true);
});

test('so is one that answers with a redirect that leads nowhere', async () => {
  fetching.mockRejectedValueOnce(new TypeError('ftp')).mockResolvedValueOnce(opaque);
  expect(await new ServerProbe().reaches(request)).toBe(true);
  expect(fetching.mock.calls[1]?.[1]).toMatchObject({ redirect: 'manual' });
});

test('one that cannot be reached, or does not answer within twenty seconds, is not', async () => {
  fetching
    .mockRejectedValueOnce(new TypeError('away'))
    .mockRejectedValueOnce(new TypeError('away'));
  const probe = new ServerProbe();
  expect(await probe.reaches(request)).toBe(false);
  fetching.mockImplementation(
    (_, init) =>
      new Promise((_, reject) => {
        const abort = (): void => {
          reject(new DOMException('', 'AbortError'));
        };
        if (init?.signal?.aborted) abort();
        init?.signal?.addEventListener('abort', abort);
      }),
  );
  const reached = probe.reaches(request);
  await jest.advanceTimersByTimeAsync(20_000);
  expect(await reached).toBe(false);
  expect(jest.getTimerCount()).toBe(0);
});

test('pages that ask at the same time share one request; those that ask later have their own', async () => {
  fetching.mockResolvedValue(opaque);
  const probe = new ServerProbe();
  const other = new Request('https://other.test/more');
  await Promise.all([probe.reaches(request), probe.reaches(request), probe.reaches(other)]);
  expect(fetching).toHaveBeenCalledTimes(2);
  await probe.reaches(request);
  expect(fetching).toHaveBeenCalledTimes(3);
});
