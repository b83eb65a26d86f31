import type { FigureName, Sample } from '../Sample.js';
import type { WayName } from '../Way.js';

const figures: Record<FigureName, number> = {
  p50: 1,
  p99: 2,
  max: 3,
  hiddenP50: 1,
  hiddenMax: 3,
  throughput: NaN,
  browserCpu: 100,
  networkCpu: 40,
  pageCpu: 40,
  workerCpu: 0,
  passingCpu: 15,
  wakeUps: 1000,
  wakeUpsPerEvent: 2,
  serverCpu: 50,
  connections: 5,
  bytes: 1000,
  memory: 300,
  growth: 10,
};

/** A sample of five tabs at 500 events/s, all of which came, but for what is said of it. */
export const sampleOf = (
  way: WayName,
  changed: Partial<Record<FigureName, number>> = {},
  rest: Partial<Sample> = {},
): Sample => ({
  round: 1,
  way,
  tabs: 5,
  served: 5,
  scenario: '500/s',
  expected: 5000,
  delivered: 5000,
  doubled: 0,
  figures: { ...figures, ...changed },
  ...rest,
});
