import { Bench } from 'tinybench';

/** How thoroughly to measure. */
export interface Effort {
  readonly rounds: number;
  /** Milliseconds for each task in each round. */
  readonly time: number;
}

/**
 * Runs each task for a while, and all of them again, round by round: what else the machine does then
 * falls on all alike. Gives each task's median time in milliseconds, one for each round.
 */
export const inTurn = <Name extends string>(
  tasks: Readonly<Record<Name, () => void>>,
  { rounds, time }: Effort,
): Record<Name, readonly number[]> => {
  const names = Object.keys(tasks) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    number[]
  >;
  for (let round = 0; round < rounds; round++) {
    const bench = new Bench({ time, iterations: 3, warmup: round === 0, warmupTime: time });
    for (const name of names) bench.add(name, tasks[name]);
    for (const { name, result } of bench.runSync()) {
      if (result.state === 'errored') throw result.error;
      if (result.state !== 'completed') throw new Error(`${name} was not measured.`);
      times[name as Name].push(result.latency.p50);
    }
  }
  return times;
};
