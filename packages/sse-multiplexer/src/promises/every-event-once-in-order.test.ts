import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { EventStreamMultiplexer } from '../sharing/EventStreamMultiplexer.js';
import type { MultiplexerOptions } from '../options/MultiplexerOptions.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { settle } from '../testing/settle.js';

/** Set PROPERTY_RUNS=10000 for the slow mode. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 500);

type Step =
  | { readonly do: 'publish'; readonly count: number; readonly chunkBytes: number }
  | { readonly do: 'drop'; readonly how: 'end' | 'break' | 'mid-block' }
  | { readonly do: 'join'; readonly showsLastEventId: boolean; readonly isReading: boolean }
  | { readonly do: 'leave' | 'return' | 'read' | 'hide' | 'show'; readonly page: number }
  | { readonly do: 'return-all' | 'pass-time' }
  | { readonly do: 'go-down' | 'come-up' };

const page = fc.nat({ max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      count: fc.integer({ min: 1, max: 12 }),
      chunkBytes: fc.constantFrom(0, 1, 7, 64),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('drop' as const),
      how: fc.constantFrom('end', 'break', 'mid-block'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('join' as const),
      showsLastEventId: fc.boolean(),
      isReading: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), page }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('return' as const), page }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('read' as const), page }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('hide', 'show'), page }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('return-all', 'pass-time') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('go-down', 'come-up') }) },
);

const options: fc.Arbitrary<MultiplexerOptions> = fc.record({
  linger: fc.constantFrom(0, 1000),
  replay: fc.record({
    events: fc.constantFrom(0, 3, 10_000),
    bytes: fc.constantFrom(64, 4 * 1024 * 1024),
  }),
  maxQueueBytes: fc.constantFrom(48, 4 * 1024 * 1024),
});

/**
 * What the model says of a page: it starts after what had been relayed when it joined, which is at
 * least what others had received and at most what the server had sent, and misses nothing from there.
 */
interface Expectation {
  readonly page: ModelPage;
  readonly relayed: number;
  readonly published: number;
  hasLeft: boolean;
}

class Run {
  readonly server = new ModelServer();
  readonly expectations: Expectation[] = [];
  readonly #multiplexer: EventStreamMultiplexer;
  #isDown = false;

  constructor(given: MultiplexerOptions) {
    this.#multiplexer = new EventStreamMultiplexer(given, {
      origin: 'https://app.test',
      fetch: this.server.fetch,
      warn: () => undefined,
    });
  }

  async take(step: Step): Promise<void> {
    switch (step.do) {
      case 'publish':
        this.server.chunkBytes = step.chunkBytes;
        this.server.publish(step.count);
        break;
      case 'drop':
        this.server.drop(step.how);
        break;
      case 'join':
        await this.#join(step.showsLastEventId, step.isReading);
        break;
      case 'leave':
        await this.#present(step.page, async (expectation) => {
          expectation.hasLeft = true;
          await expectation.page.leave();
        });
        break;
      case 'return':
        await this.#present(step.page, (expectation) => this.#comeBack(expectation));
        break;
      case 'read':
        await this.#present(step.page, ({ page }) => {
          page.readOn();
        });
        break;
      case 'hide':
      case 'show':
        await this.#present(step.page, ({ page: { clientId } }) => {
          this.#multiplexer.noteVisibility(clientId, step.do === 'hide');
        });
        break;
      case 'return-all':
        for (const expectation of this.expectations) await this.#comeBack(expectation);
        break;
      case 'pass-time':
        jest.advanceTimersByTime(2000);
        break;
      case 'go-down':
        this.#isDown = true;
        this.server.refusal = () => new TypeError('unreachable');
        break;
      case 'come-up':
        this.#isDown = false;
        this.server.refusal = undefined;
        break;
    }
    await settle();
  }

  /** The server is there, everybody reads and has come back. */
  async converge(): Promise<void> {
    await this.take({ do: 'come-up' });
    // A page over its bound is sent away again and again until it has caught up.
    for (let round = 0; round < 50; round++) {
      for (const { page } of this.expectations) page.readOn();
      await settle();
      await this.take({ do: 'return-all' });
      // What is held back from pages that nobody looks at.
      jest.advanceTimersByTime(100);
    }
  }

  /** Joins only while the server is there, so that the model knows where the page starts. */
  async #join(showsLastEventId: boolean, isReading: boolean): Promise<void> {
    if (this.#isDown) return;
    const page = new ModelPage(`page-${this.expectations.length}`, showsLastEventId);
    page.isReading = isReading;
    // Those who were sent away reopen the stream first, from where it stopped: a page that joins at
    // that moment would be given what they missed, too.
    await this.take({ do: 'return-all' });
    const relayed = Math.max(
      0,
      ...this.expectations.map(({ page: { log } }) => Number(log.at(-1) ?? 0)),
    );
    this.expectations.push({ page, relayed, published: this.server.published, hasLeft: false });
    await page.connect(this.#multiplexer, this.server.fetch);
  }

  async #comeBack({ page, hasLeft }: Expectation): Promise<void> {
    if (hasLeft || page.readyState !== 'connecting') return;
    await page.connect(this.#multiplexer, this.server.fetch);
    await settle();
  }

  async #present(
    index: number,
    action: (expectation: Expectation) => void | Promise<void>,
  ): Promise<void> {
    const expectation = this.expectations[index % Math.max(1, this.expectations.length)];
    if (expectation && !expectation.hasLeft) await action(expectation);
  }
}

function numbers(after: number, to: number): string[] {
  return Array.from({ length: Math.max(0, to - after) }, (_, index) => String(after + index + 1));
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick', 'performance'] });
});

afterEach(() => {
  jest.useRealTimers();
});

test(
  'whatever drops, every page gets every event once and in order, at last over one connection',
  async () => {
    await fc.assert(
      fc.asyncProperty(options, fc.array(step, { maxLength: 40 }), async (given, steps) => {
        const run = new Run(given);
        for (const next of steps) await run.take(next);
        await run.converge();
        await run.take({ do: 'publish', count: 1, chunkBytes: 0 });
        const isWatched = run.expectations.some(({ hasLeft }) => !hasLeft);
        if (isWatched) expect(run.server.openConnections).toHaveLength(1);
        for (const { page, relayed, published, hasLeft } of run.expectations) {
          const first = Number(page.log[0] ?? published + 1);
          expect(first).toBeGreaterThan(relayed);
          expect(first).toBeLessThanOrEqual(published + 1);
          const all = numbers(first - 1, run.server.published);
          expect(page.log).toEqual(hasLeft ? all.slice(0, page.log.length) : all);
        }
      }),
      { numRuns: RUNS },
    );
  },
  Math.max(60_000, RUNS * 60),
);
