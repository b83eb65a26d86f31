import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { MultiplexerOptions } from '../options/MultiplexerOptions.js';
import { type Inhabitant, ModelWorld } from '../testing/ModelWorld.js';
import { useFakeTime } from '../testing/useFakeTime.js';
import { worldStepArbitrary } from '../testing/worldStepArbitrary.js';
import type { WorldStep } from '../testing/WorldStep.js';

useFakeTime();

/** Set PROPERTY_RUNS=10000 for the slow mode. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 250);

const TIMEOUT = Math.max(60_000, RUNS * 120);

const options: fc.Arbitrary<MultiplexerOptions> = fc.record({
  join: fc.constantFrom('native', 'live', 'opening'),
  linger: fc.constantFrom(0, 1000),
  replay: fc.record({
    events: fc.constantFrom(0, 3, 10_000),
    bytes: fc.constantFrom(64, 4 * 1024 * 1024),
  }),
  maxQueueBytes: fc.constantFrom(48, 4 * 1024 * 1024),
});

/** Lives through the steps, until everybody is back and has heard of one more event. */
async function live(
  given: MultiplexerOptions,
  steps: readonly WorldStep[],
  hasIds: boolean,
): Promise<ModelWorld> {
  const world = new ModelWorld(given, hasIds);
  for (const step of steps) await world.take(step);
  await world.converge();
  // Those that have closed while they were away are given up.
  await world.take({ do: 'pass-time', milliseconds: 10_000 });
  for (let times = 0; times < 2; times++)
    await world.take({ do: 'publish', count: 1, chunkBytes: 0 });
  return world;
}

const isPresent = ({ isClosed }: Inhabitant): boolean => !isClosed;

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

describe('whatever drops, leaves, updates or sleeps', () => {
  test(
    'every EventSource gets every event once and in order, at last over one connection',
    async () => {
      const step = worldStepArbitrary(['chromium', 'firefox', 'webkit', 'fetch']);
      await fc.assert(
        fc.asyncProperty(options, fc.array(step, { maxLength: 40 }), async (given, steps) => {
          const { server, inhabitants } = await live(given, steps, true);
          if (inhabitants.some(isPresent)) expect(server.openConnections).toHaveLength(1);
          for (const { page, relayed, published, isClosed } of inhabitants) {
            const { numbers } = page;
            const first = numbers[0] ?? published + 1;
            expect(first).toBeGreaterThan(relayed);
            expect(first).toBeLessThanOrEqual(published + 1);
            const all = range(first, server.published);
            expect(numbers).toEqual(isClosed ? all.slice(0, numbers.length) : all);
            expect(page.log).toHaveLength(numbers.length);
          }
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT,
  );

  test(
    'without IDs every EventSource gets each event at most once and in order, and is told where one is missing',
    async () => {
      const step = worldStepArbitrary(['chromium', 'firefox']);
      await fc.assert(
        fc.asyncProperty(options, fc.array(step, { maxLength: 40 }), async (given, steps) => {
          const { server, inhabitants } = await live(given, steps, false);
          const present = inhabitants.filter(isPresent);
          expect(server.openConnections.length).toBeLessThanOrEqual(present.length);
          for (const { page, relayed, published, isClosed } of inhabitants) {
            let last: number | undefined;
            let isTold = false;
            for (const data of page.log) {
              const number = Number(data);
              if (Number.isNaN(number)) {
                isTold = true;
                continue;
              }
              if (last === undefined) expect(number).toBeGreaterThan(relayed);
              else expect(number).toBeGreaterThan(last);
              // That something came before the first event nobody can know where none carries an ID.
              if (last === undefined && page.connections > 1) isTold = true;
              if (!isTold) expect(number).toBeLessThanOrEqual((last ?? published) + 1);
              last = number;
              isTold = false;
            }
            if (!isClosed) expect(last).toBe(server.published);
          }
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT,
  );
});
