/** The counters of one core as `os.cpus()` gives them: milliseconds since the machine started. */
export interface CpuTimes {
  readonly user: number;
  readonly nice: number;
  readonly sys: number;
  readonly idle: number;
  readonly irq: number;
}

const all = (times: CpuTimes): number =>
  times.user + times.nice + times.sys + times.idle + times.irq;

const percent = (busy: number, whole: number): number =>
  whole <= 0 ? 0 : Math.min(100, Math.max(0, Math.round((1000 * busy) / whole) / 10));

/** Busy time in percent between two readings, per core and over all cores. */
export function cpuUsage(
  before: readonly CpuTimes[],
  after: readonly CpuTimes[],
): { cores: number[]; total: number } {
  let busySum = 0;
  let wholeSum = 0;
  const cores = after.map((times, core) => {
    const earlier = before[core];
    if (earlier === undefined) return 0;
    const whole = all(times) - all(earlier);
    const busy = whole - (times.idle - earlier.idle);
    busySum += busy;
    wholeSum += whole;
    return percent(busy, whole);
  });
  return { cores, total: percent(busySum, wholeSum) };
}
