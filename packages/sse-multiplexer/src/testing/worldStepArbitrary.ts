import fc from 'fast-check';
import type { ClientKind, WorldStep } from './WorldStep.js';

const HOUR = 3_600_000;

/** @param kinds - which clients there are. */
export function worldStepArbitrary(kinds: readonly ClientKind[]): fc.Arbitrary<WorldStep> {
  const page = fc.nat({ max: 5 });
  const is = <T extends string>(...names: T[]): fc.Arbitrary<T> => fc.constantFrom(...names);
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: is('publish'),
        count: fc.integer({ min: 1, max: 12 }),
        chunkBytes: fc.constantFrom(0, 1, 7, 64),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: is('drop'), how: is('end', 'break', 'mid-block') }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: is('open'),
        client: fc.nat({ max: 2 }),
        kind: fc.constantFrom(...kinds),
        isReading: fc.boolean(),
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: is('return'), page }) },
    { weight: 2, arbitrary: fc.record({ do: is('close', 'read'), page }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: is('return-all', 'go-down', 'come-up', 'rotate') }),
    },
    { weight: 1, arbitrary: fc.record({ do: is('hand-over', 'update') }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: is('pass-time'),
        milliseconds: fc.constantFrom(100, 1000, 2000, 130_000, 8 * HOUR),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: is('set-clock'), by: fc.constantFrom(-8 * HOUR, 8 * HOUR) }),
    },
  );
}
