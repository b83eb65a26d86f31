import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Sendable } from 'sse-multiplexer';
import type { KeepAlive } from './keepWorkerAlive.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';
const CHROMIUM =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0';

/** A strategy's streams, as far as they are kept alive. */
interface ModelStreams {
  clientIds: Set<string>;
  oldest: Sendable[];
}

/** A worker under fake time, and what it has done, with the seconds at which it did. */
class ModelWorker {
  readonly log: string[] = [];
  /** Whether pages use the page helper. */
  answers = false;
  /** Whether a page that was sent away comes back. */
  comesBack = true;
  readonly #events = new EventTarget();
  readonly #start = Date.now();

  static async start(
    userAgent: string,
    ...strategies: { name?: string; keepAlive: KeepAlive; clients?: string[] }[]
  ): Promise<ModelWorker> {
    const worker = new ModelWorker();
    const get = (id: string): Promise<unknown> =>
      Promise.resolve({
        postMessage: ({ type }: { type: string }) => {
          worker.#note(`${type} ${id}`);
          if (worker.answers) setTimeout(() => worker.event('message'), 10);
        },
      });
    const self = {
      navigator: { userAgent },
      addEventListener: worker.#events.addEventListener.bind(worker.#events),
      clients: { get },
    };
    Object.assign(globalThis, { self });
    await jest.isolateModulesAsync(async () => {
      const { keepWorkerAlive } = await import('./keepWorkerAlive.js');
      for (const { name = 'page', keepAlive, clients = ['a'] } of strategies) {
        const streams: ModelStreams = { clientIds: new Set(clients), oldest: [] };
        worker.#come(streams, name);
        keepWorkerAlive(streams, keepAlive);
      }
    });
    worker.event('fetch');
    return worker;
  }

  event(type: 'fetch' | 'message'): void {
    this.#events.dispatchEvent(new Event(type));
  }

  async pass(seconds: number): Promise<void> {
    await jest.advanceTimersByTimeAsync(seconds * 1000);
  }

  #come(streams: ModelStreams, name: string): void {
    const sendAway = (): void => {
      this.#note(`${name} away`);
      if (!this.comesBack) return;
      streams.oldest = [];
      setTimeout(() => {
        this.#come(streams, name);
        this.event('fetch');
      }, 500);
    };
    streams.oldest = [{ since: Date.now(), sendAway }];
  }

  #note(what: string): void {
    this.log.push(`${Math.floor((Date.now() - this.#start) / 1000)} s: ${what}`);
  }
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
  Reflect.deleteProperty(globalThis, 'self');
});

describe('in Firefox', () => {
  test('pages are asked, and as long as one answers none is sent away', async () => {
    const worker = await ModelWorker.start(FIREFOX, { keepAlive: 'auto', clients: ['a', 'b'] });
    worker.answers = true;
    await worker.pass(50);
    expect(worker.log).toEqual(
      ['15', '30', '45'].flatMap((at) => [
        `${at} s: EVENT_STREAMS_PING a`,
        `${at} s: EVENT_STREAMS_PING b`,
      ]),
    );
  });

  test('one is sent away every 20 seconds if none answers', async () => {
    const worker = await ModelWorker.start(FIREFOX, { keepAlive: 'auto' });
    await worker.pass(45);
    expect(worker.log).toEqual([
      '15 s: EVENT_STREAMS_PING a',
      '20 s: page away',
      '35 s: EVENT_STREAMS_PING a',
      '40 s: page away',
    ]);
  });

  test('another follows while none is back', async () => {
    const worker = await ModelWorker.start(FIREFOX, { keepAlive: 'rotate' });
    worker.comesBack = false;
    await worker.pass(25);
    expect(worker.log).toEqual(['20', '22', '24'].map((at) => `${at} s: page away`));
  });

  test('any event is enough', async () => {
    const worker = await ModelWorker.start(FIREFOX, { keepAlive: 'auto' });
    for (let second = 0; second < 60; second += 10) {
      await worker.pass(10);
      worker.event('fetch');
    }
    expect(worker.log).toEqual([]);
  });

  test('nobody is sent away if pages only are to be asked, nor asked if one is to be sent away', async () => {
    const page = await ModelWorker.start(FIREFOX, { keepAlive: 'page' });
    await page.pass(30);
    expect(page.log).toEqual(['15 s: EVENT_STREAMS_PING a']);
    const rotate = await ModelWorker.start(FIREFOX, { keepAlive: 'rotate' });
    await rotate.pass(30);
    expect(rotate.log).toEqual(['20 s: page away']);
  });

  test('of several strategies the page that was there longest goes, and each is asked once', async () => {
    const worker = await ModelWorker.start(
      FIREFOX,
      { keepAlive: false, name: 'off' },
      { keepAlive: 'page', name: 'asked' },
      { keepAlive: 'auto', name: 'one' },
      { keepAlive: 'auto', name: 'other' },
    );
    await worker.pass(62);
    expect(worker.log.filter((line) => line.includes('PING'))).toHaveLength(3);
    expect(worker.log.filter((line) => line.includes('away'))).toEqual([
      '20 s: one away',
      '40 s: other away',
      '61 s: one away',
    ]);
  });

  test('a worker without streams is left to rest', async () => {
    await ModelWorker.start(FIREFOX, { keepAlive: 'auto', clients: [] });
    await jest.advanceTimersByTimeAsync(20_000);
    expect(jest.getTimerCount()).toBe(0);
  });
});

test('`false` does nothing, and nor do other browsers', async () => {
  const off = await ModelWorker.start(FIREFOX, { keepAlive: false });
  const elsewhere = await ModelWorker.start(CHROMIUM, { keepAlive: 'auto' });
  await off.pass(60);
  expect([...off.log, ...elsewhere.log]).toEqual([]);
});
