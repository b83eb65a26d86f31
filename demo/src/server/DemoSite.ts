import { randomBytes } from 'node:crypto';
import os from 'node:os';
import type { Mode } from '../shared/modes.js';
import type { ControlEvents, MetricsEvents, ModeStatus, Status } from '../shared/events.js';
import { BrowserCpu } from './BrowserCpu.js';
import { ChatRoom } from './ChatRoom.js';
import { EventLog } from './EventLog.js';
import { MetricsSampler } from './MetricsSampler.js';
import { StreamConnections } from './StreamConnections.js';
import { TabRegistry } from './TabRegistry.js';

const STATUS_MS = 500;
/** All processes of the machine are looked at. */
const BROWSER_MS = 2000;
const SAMPLE_MS = 500;
/** Of four events each time: a hundred a second. */
const FAST_SAMPLE_MS = 40;
/** About five minutes of metrics. */
const METRICS_KEPT = 2400;
const MESSAGES_KEPT = 200;
const STATUS_KEPT = 20;

const perMode = <Value>(value: (mode: Mode) => Value): Record<Mode, Value> => ({
  none: value('none'),
  'network-first': value('network-first'),
  bypass: value('bypass'),
  multiplex: value('multiplex'),
  carrier: value('carrier'),
});

/** What the demo serves, apart from HTTP: its streams, and what it knows of tabs and connections. */
export class DemoSite {
  readonly metrics: EventLog;
  readonly chat: ChatRoom;
  readonly statusLog: EventLog;
  readonly tabs = new TabRegistry(() => performance.now());
  readonly connections = new StreamConnections();
  readonly #workerVersions = perMode(() => 1);
  readonly #sampler: MetricsSampler;
  readonly #browserCpu = new BrowserCpu();
  readonly #timer: NodeJS.Timeout;
  readonly #browserTimer: NodeJS.Timeout;
  #samples: NodeJS.Timeout;
  #isFast = false;
  #holdsBack = true;

  constructor() {
    const run = randomBytes(4).toString('hex');
    this.metrics = new EventLog(run, METRICS_KEPT);
    this.chat = new ChatRoom(new EventLog(run, MESSAGES_KEPT));
    this.statusLog = new EventLog(run, STATUS_KEPT);
    this.#sampler = new MetricsSampler(os, this.metrics, () => this.#serverFigures());
    this.#samples = this.#sampleEvery(SAMPLE_MS);
    this.#timer = setInterval(() => {
      this.#appendStatus('status', this.status());
    }, STATUS_MS);
    this.#browserTimer = setInterval(() => void this.#appendBrowser(), BROWSER_MS);
  }

  /** Whether the multiplex worker holds events back from hidden tabs. */
  get holdsBack(): boolean {
    return this.#holdsBack;
  }

  /** From now on there is a multiplex worker that does, or does not, hold events back. */
  holdBack(isWanted: boolean): void {
    this.#holdsBack = isWanted;
    this.updateWorker('multiplex');
  }

  /** From now on the metrics come often, or as before. */
  hurry(isWanted: boolean): void {
    this.#isFast = isWanted;
    clearInterval(this.#samples);
    this.#samples = this.#sampleEvery(isWanted ? FAST_SAMPLE_MS : SAMPLE_MS);
  }

  /** From now on the mode's worker is another version. */
  updateWorker(mode: Mode): void {
    this.#workerVersions[mode] += 1;
  }

  workerVersion(mode: Mode): number {
    return this.#workerVersions[mode];
  }

  status(): Status {
    return perMode((mode): ModeStatus => {
      const { connections } = this;
      return {
        metrics: connections.count(mode, 'metrics'),
        chat: connections.count(mode, 'chat'),
        carriers: connections.carriers(mode),
        streams: connections.streams(mode),
        sentPerSecond: connections.sentPerSecond(mode),
        resumed: connections.resumed(mode),
        ...this.tabs.figures(mode),
      };
    });
  }

  stop(): void {
    clearInterval(this.#timer);
    clearInterval(this.#samples);
    clearInterval(this.#browserTimer);
  }

  #sampleEvery(milliseconds: number): NodeJS.Timeout {
    return setInterval(() => {
      this.#sampler.sample();
    }, milliseconds);
  }

  async #appendBrowser(): Promise<void> {
    const cpu = (await this.#browserCpu.percent()) ?? null;
    this.#appendStatus('browser', { cpu, holdsBack: this.#holdsBack, isFast: this.#isFast });
  }

  #serverFigures(): MetricsEvents['server'] {
    const status = this.status();
    return perMode((mode) => ({
      connections: status[mode].metrics + status[mode].chat + status[mode].carriers,
      tabs: status[mode].tabs,
    }));
  }

  #appendStatus<Name extends keyof ControlEvents>(name: Name, data: ControlEvents[Name]): void {
    this.statusLog.append(name, data);
  }
}
