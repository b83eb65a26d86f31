import type { EventStreamsSnapshot, StreamSnapshot } from 'sse-multiplexer';
import { RateMeter } from '../shared/RateMeter.js';
import { createCells } from './createCells.js';
import { element } from './element.js';
import { LineChart } from './LineChart.js';

const SPAN_MS = 60_000;

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

const lastPart = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? url;

/** Shows what the multiplex worker says of itself: its streams, its tabs, and what it has counted. */
export class WorkerView {
  readonly #in = new RateMeter();
  readonly #out = new RateMeter();
  readonly #rates = new LineChart(element('rate-chart', SVGSVGElement), {
    series: ['in-series', 'out-series'],
    spanMs: SPAN_MS,
    max: 12,
  });
  readonly #lag = new LineChart(element('lag-chart', SVGSVGElement), {
    series: ['lag-series'],
    spanMs: SPAN_MS,
    max: 4,
    steps: true,
  });
  #seen: EventStreamsSnapshot['totals'] | undefined;

  show({ streams, totals }: EventStreamsSnapshot): void {
    this.#showRates(totals);
    const lags = streams.flatMap(({ subscribers }) => subscribers.map(({ lag }) => lag));
    this.#lag.push(performance.now(), [Math.max(0, ...lags)]);
    element('lag-top', HTMLElement).textContent = String(this.#lag.top);
    element('streams', HTMLTableSectionElement).replaceChildren(...streams.map(createStreamRow));
    element('subscribers', HTMLTableSectionElement).replaceChildren(...tabRows(streams));
    for (const name of ['attempts', 'drops', 'joins', 'replays', 'gaps', 'handOvers'] as const) {
      element(`count-${name}`, HTMLElement).textContent = String(totals[name]);
    }
  }

  #showRates(totals: EventStreamsSnapshot['totals']): void {
    const now = performance.now();
    const { blocksIn, blocksOut } = this.#seen ?? totals;
    // A new worker counts from the beginning.
    this.#in.add(Math.max(0, totals.blocksIn - blocksIn), now);
    this.#out.add(Math.max(0, totals.blocksOut - blocksOut), now);
    this.#seen = totals;
    const rates = [this.#in.perSecond(now), this.#out.perSecond(now)];
    this.#rates.push(now, rates);
    element('rate-top', HTMLElement).textContent = String(this.#rates.top);
    element('in-rate', HTMLElement).textContent = rates[0]?.toFixed(0) ?? '';
    element('out-rate', HTMLElement).textContent = rates[1]?.toFixed(0) ?? '';
  }
}

function createStreamRow(stream: StreamSnapshot): HTMLTableRowElement {
  const seconds = Math.max(0, Math.round((Date.now() - stream.since) / 1000));
  return createCells(lastPart(stream.url), [
    `${stream.state}, ${seconds} s`,
    stream.counters.attempts,
    stream.lastStatus ?? '–',
    stream.subscribers.length,
    stream.away,
    `${stream.replay.events} · ${kilobytes(stream.replay.bytes)}`,
  ]);
}

interface TabRow {
  readonly isHidden: boolean;
  lag: number;
  queuedBytes: number;
  readonly streams: string[];
}

/** One row for each tab; a tab has a connection to each stream. */
function tabRows(streams: readonly StreamSnapshot[]): HTMLTableRowElement[] {
  const tabs = new Map<string, TabRow>();
  for (const { url, subscribers } of streams) {
    for (const { clientId, isHidden, lag, queuedBytes } of subscribers) {
      const tab = tabs.get(clientId) ?? { isHidden, lag: 0, queuedBytes: 0, streams: [] };
      tab.lag += lag;
      tab.queuedBytes += queuedBytes;
      tab.streams.push(lastPart(url));
      tabs.set(clientId, tab);
    }
  }
  return Array.from(tabs, ([clientId, { isHidden, lag, queuedBytes, streams: names }]) =>
    createCells(clientId.slice(0, 8), [
      names.sort().join(', '),
      isHidden ? 'hidden' : 'in front',
      lag,
      kilobytes(queuedBytes),
    ]),
  );
}
