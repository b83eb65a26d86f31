import { afterEach, describe, expect, test } from '@jest/globals';
import { inspectEventStreams } from './inspectEventStreams.js';

const described = Object.getOwnPropertyDescriptor(globalThis, 'navigator');

const setController = (controller: unknown): void => {
  const value = { serviceWorker: { controller } };
  Object.defineProperty(globalThis, 'navigator', { value, configurable: true });
};

afterEach(() => {
  if (described) Object.defineProperty(globalThis, 'navigator', described);
  else Reflect.deleteProperty(globalThis, 'navigator');
});

describe('inspectEventStreams', () => {
  test('gives what the worker answers', async () => {
    const snapshots = [{ at: 1, streams: [], totals: {} }];
    setController({
      postMessage: (data: unknown, [port]: [MessagePort]) => {
        expect(data).toEqual({ type: 'EVENT_STREAMS_INSPECT', version: 1 });
        port.postMessage(snapshots);
      },
    });
    expect(await inspectEventStreams()).toEqual(snapshots);
  });

  test('says which worker has not answered', async () => {
    setController({ scriptURL: 'https://app.test/sw.js', postMessage: () => undefined });
    await expect(inspectEventStreams(10)).rejects.toThrow(
      'The worker https://app.test/sw.js has not answered within 10 ms.',
    );
  });

  test('finds nothing where no worker controls the page', async () => {
    setController(null);
    expect(await inspectEventStreams()).toEqual([]);
  });
});
