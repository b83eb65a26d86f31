import { afterEach, describe, expect, test } from '@jest/globals';
import { resetEventStreams } from './resetEventStreams.js';

const described = Object.getOwnPropertyDescriptor(globalThis, 'navigator');

const setServiceWorker = (serviceWorker: unknown): void => {
  Object.defineProperty(globalThis, 'navigator', { value: { serviceWorker }, configurable: true });
};

const workerThatAnswers = (asked: unknown[]): object => ({
  postMessage: (data: unknown, [port]: [MessagePort]) => {
    asked.push(data);
    port.postMessage({ type: 'EVENT_STREAMS_RESET' });
  },
});

afterEach(() => {
  if (described) Object.defineProperty(globalThis, 'navigator', described);
  else Reflect.deleteProperty(globalThis, 'navigator');
});

describe('resetEventStreams', () => {
  test('resolves when the worker has answered', async () => {
    const asked: unknown[] = [];
    setServiceWorker({ controller: workerThatAnswers(asked) });
    await resetEventStreams();
    expect(asked).toEqual([{ type: 'EVENT_STREAMS_RESET', version: 1 }]);
  });

  test('asks the active worker from a page that none controls', async () => {
    const asked: unknown[] = [];
    const getRegistration = () => Promise.resolve({ active: workerThatAnswers(asked) });
    setServiceWorker({ controller: null, getRegistration });
    await resetEventStreams();
    expect(asked).toHaveLength(1);
  });

  test('says which worker has not answered', async () => {
    setServiceWorker({ controller: { scriptURL: 'https://app.test/sw.js', postMessage: () => 0 } });
    await expect(resetEventStreams(10)).rejects.toThrow(
      'The worker https://app.test/sw.js has not answered within 10 ms.',
    );
  });

  test.each([
    ['no service workers', undefined],
    ['no worker', { controller: null, getRegistration: () => Promise.resolve(undefined) }],
  ])('does nothing where there is %s', async (_what, serviceWorker) => {
    setServiceWorker(serviceWorker);
    await resetEventStreams();
  });
});
