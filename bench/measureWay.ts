import { setTimeout } from 'node:timers/promises';
import { UnattendedBrowser } from '../soak/UnattendedBrowser.js';
import { percentile } from './figures/percentile.js';
import type { ProcessTreeUsage } from './ProcessTree.js';
import { ProcessTree } from './ProcessTree.js';
import type { Published } from './publisher/Command.js';
import type { PublisherProcess } from './publisher/PublisherProcess.js';
import type { ReportDesk, TabReport } from './ReportDesk.js';
import type { FigureName, Sample } from './Sample.js';
import type { Scenario } from './Scenario.js';
import { scenarioName } from './scenarioName.js';
import type { Way } from './Way.js';

/** What measuring needs, whichever way it measures. */
export interface Bench {
  readonly publisher: PublisherProcess;
  readonly desk: ReportDesk;
  readonly origin: string;
}

/** Milliseconds within which the first tab must be served, and then each further one. */
const firstTab = 30_000;
const nextTab = 8000;

/** Milliseconds in which tabs report, after everything is sent. */
const reporting = 60_000;

/** Milliseconds in which what a scenario has set off comes to rest. */
const settling = 500;

/** Where a way is measured. */
interface Place {
  readonly round: number;
  readonly tabs: number;
  /** As in `BenchCommand`. */
  readonly streams: number;
}

let runs = 0;

/**
 * Measures scenarios in a browser of its own to which nobody is attached: a debugger would be told of
 * every event.
 */
export const measureWay = async (
  { publisher, desk, origin }: Bench,
  way: Way,
  { round, tabs, streams }: Place,
  scenarios: readonly Scenario[],
): Promise<Sample[]> => {
  desk.clear();
  await publisher.ping(true);
  const query = new URLSearchParams({
    way: way.name,
    tabs: String(tabs),
    streams: String(streams),
    desk: desk.origin,
  });
  if (way.serviceWorker !== undefined) query.set('worker', way.serviceWorker);
  const url = `${origin}/starter.html?${query.toString()}`;
  const browser = await UnattendedBrowser.start('chrome', url);
  const tree = new ProcessTree(browser.pid);
  const samples: Sample[] = [];
  try {
    const served = await desk.served(tabs * Math.max(1, streams), firstTab, nextTab);
    await publisher.ping(false);
    if (served === 0) throw new Error(`${way.title}: no event has reached a tab.`);
    for (const scenario of scenarios) {
      const run = ++runs;
      await setTimeout(settling);
      const before = await tree.usage();
      const published = await publisher.publish(run, scenario);
      const reports = await desk.reports(run, served, reporting);
      const after = await tree.usage();
      samples.push({
        round,
        way: way.name,
        tabs,
        streams,
        served,
        scenario: scenarioName(scenario, streams),
        expected: published.events * served,
        ...tallies(reports),
        figures: figuresOf(scenario, published, reports, before, after),
      });
    }
  } finally {
    await browser.stop();
    await publisher.ping(false);
  }
  return samples;
};

const tallies = (reports: readonly TabReport[]): { delivered: number; doubled: number } => ({
  delivered: reports.reduce((sum, { latencies }) => sum + latencies.length, 0),
  doubled: reports.reduce((sum, { doubled }) => sum + doubled, 0),
});

const figuresOf = (
  scenario: Scenario,
  { events, connections, bytes, cpu, start }: Published,
  reports: readonly TabReport[],
  before: ProcessTreeUsage | undefined,
  after: ProcessTreeUsage | undefined,
): Record<FigureName, number> => {
  const latenciesWhere = (isHidden: boolean): Float64Array =>
    Float64Array.from(
      reports.flatMap((report) => (report.isHidden === isHidden ? [...report.latencies] : [])),
    ).sort();
  const [visible, hidden] = [latenciesWhere(false), latenciesWhere(true)];
  const count = visible.length + hidden.length;
  const end = Math.max(...reports.map(({ last }) => last));
  const isBurst = scenario.kind === 'burst';
  const latency = (latencies: Float64Array, share: number): number =>
    isBurst ? NaN : percentile(latencies, share);
  const sleeps = (after?.sleeps ?? NaN) - (before?.sleeps ?? NaN);
  const used = (kind: keyof ProcessTreeUsage['cpu']): number =>
    (((after?.cpu[kind] ?? NaN) - (before?.cpu[kind] ?? NaN)) * 1000) / count;
  const megabytes = (usage: ProcessTreeUsage | undefined): number => (usage?.memory ?? NaN) / 1e6;
  return {
    p50: latency(visible, 0.5),
    p99: latency(visible, 0.99),
    max: latency(visible, 1),
    hiddenP50: latency(hidden, 0.5),
    hiddenMax: latency(hidden, 1),
    throughput: isBurst ? (events * 1000) / (end - start) : NaN,
    browserCpu: used('network') + used('page') + used('worker') + used('passing') + used('other'),
    networkCpu: used('network'),
    pageCpu: used('page'),
    workerCpu: used('worker'),
    passingCpu: used('passing'),
    wakeUps: scenario.kind === 'steady' ? sleeps / scenario.seconds : NaN,
    wakeUpsPerEvent: sleeps / count,
    serverCpu: (cpu * 1000) / events,
    connections,
    bytes: bytes / events,
    memory: megabytes(before),
    growth: megabytes(after) - megabytes(before),
  };
};
