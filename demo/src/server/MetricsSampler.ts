import type { MetricsEvents } from '../shared/events.js';
import { cpuUsage, type CpuTimes } from './cpuUsage.js';
import type { EventLog } from './EventLog.js';

/** What the sampler reads; `node:os` fits. */
export interface Machine {
  cpus(): readonly { readonly times: CpuTimes }[];
  totalmem(): number;
  freemem(): number;
  loadavg(): readonly number[];
  uptime(): number;
}

/** Appends this machine's metrics to a log, four named events with every {@link sample}. */
export class MetricsSampler {
  readonly #machine: Machine;
  readonly #log: EventLog;
  readonly #serverFigures: () => MetricsEvents['server'];
  #before: readonly CpuTimes[];

  constructor(machine: Machine, log: EventLog, serverFigures: () => MetricsEvents['server']) {
    this.#machine = machine;
    this.#log = log;
    this.#serverFigures = serverFigures;
    this.#before = this.#readCores();
  }

  sample(): void {
    const now = this.#readCores();
    const usage = cpuUsage(this.#before, now);
    this.#before = now;
    const total = this.#machine.totalmem();
    this.#append('memory', { used: total - this.#machine.freemem(), total });
    this.#append('cpu', usage);
    this.#append('load', {
      averages: this.#machine.loadavg().map((load) => Math.round(load * 100) / 100),
      uptimeSeconds: Math.round(this.#machine.uptime()),
    });
    this.#append('server', this.#serverFigures());
  }

  #readCores(): CpuTimes[] {
    return this.#machine.cpus().map((core) => core.times);
  }

  #append<Name extends keyof MetricsEvents>(name: Name, data: MetricsEvents[Name]): void {
    this.#log.append(name, data);
  }
}
