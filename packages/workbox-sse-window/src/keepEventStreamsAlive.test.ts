import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { keepEventStreamsAlive } from './keepEventStreamsAlive.js';

const say = (container: EventTarget, data: unknown): unknown[] => {
  const answers: unknown[] = [];
  const source = { postMessage: (answer: unknown) => answers.push(answer) };
  container.dispatchEvent(Object.assign(new Event('message'), { data, source }));
  return answers;
};

describe('keepEventStreamsAlive', () => {
  const described = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  const setNavigator = (value: unknown): void => {
    Object.defineProperty(globalThis, 'navigator', { value, configurable: true });
  };

  afterEach(() => {
    jest.restoreAllMocks();
    if (described) Object.defineProperty(globalThis, 'navigator', described);
    else Reflect.deleteProperty(globalThis, 'navigator');
  });

  test('answers whichever worker asks, until it is told to stop', () => {
    const serviceWorker = new EventTarget();
    setNavigator({ serviceWorker });
    const stop = keepEventStreamsAlive();
    expect(say(serviceWorker, { type: 'EVENT_STREAMS_PING' })).toEqual([
      { type: 'EVENT_STREAMS_PONG', version: 1 },
    ]);
    stop();
    expect(say(serviceWorker, { type: 'EVENT_STREAMS_PING' })).toEqual([]);
  });

  test('tells the worker when the page is hidden or looked at, until it is told to stop', () => {
    const postMessage = jest.fn();
    setNavigator({
      serviceWorker: Object.assign(new EventTarget(), { controller: { postMessage } }),
    });
    const document = Object.assign(new EventTarget(), { hidden: true });
    Object.assign(globalThis, { document });
    const stop = keepEventStreamsAlive();
    const change = (hidden: boolean): unknown[] => {
      Object.assign(document, { hidden }).dispatchEvent(new Event('visibilitychange'));
      return postMessage.mock.calls.splice(0).flat();
    };
    expect(change(true)).toEqual([{ type: 'EVENT_STREAMS_HIDDEN', version: 1 }]);
    expect(change(false)).toEqual([{ type: 'EVENT_STREAMS_VISIBLE', version: 1 }]);
    stop();
    expect(change(true)).toEqual([]);
    Reflect.deleteProperty(globalThis, 'document');
  });

  test.each([[undefined], [null], ['EVENT_STREAMS_PING'], [{}], [{ type: 'CACHE_UPDATED' }]])(
    'leaves other messages alone: %j',
    (data) => {
      const serviceWorker = new EventTarget();
      setNavigator({ serviceWorker });
      keepEventStreamsAlive();
      expect(say(serviceWorker, data)).toEqual([]);
    },
  );

  test.each([[undefined], [{}]])('does nothing without service workers: navigator %j', (value) => {
    setNavigator(value);
    expect(keepEventStreamsAlive()).not.toThrow();
  });
});
