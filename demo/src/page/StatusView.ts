import type { ModeStatus, Resumed, Status } from '../shared/events.js';
import { MODE_TITLES, MODES, type Mode } from '../shared/modes.js';
import { createCells } from './createCells.js';
import { element } from './element.js';
import { LineChart } from './LineChart.js';

/** What browsers allow per host over HTTP/1.1. */
const POOL_SIZE = 6;

const RESUMED_TEXTS: Readonly<Record<Resumed, string>> = {
  none: '–',
  'with-id': 'seen',
  'without-id': 'not seen',
};

const put = (id: string, value: string | number, tone?: 'good' | 'bad'): void => {
  const target = element(id, HTMLElement);
  target.textContent = String(value);
  target.dataset['tone'] = tone ?? '';
};

/** Shows what the server sees: the chosen mode in figures and as a chart, all modes as a table. */
export class StatusView {
  readonly #chart = new LineChart(element('chart', SVGSVGElement), {
    series: ['connection-series', 'live-series'],
    spanMs: 60_000,
    max: 12,
    steps: true,
  });
  readonly #pips = element('pips', HTMLElement);
  readonly #rows = element('rows', HTMLTableSectionElement);

  constructor() {
    this.#pips.append(...Array.from({ length: POOL_SIZE }, () => document.createElement('i')));
  }

  show(status: Status, mode: Mode, frames: number): void {
    this.#showFigures(status[mode], frames);
    this.#chart.push(performance.now(), [connectionsOf(status[mode]), status[mode].live]);
    element('chart-top', HTMLElement).textContent = String(this.#chart.top);
    this.#rows.replaceChildren(
      ...MODES.map((each) => createRow(each, status[each], each === mode)),
    );
  }

  #showFigures(status: ModeStatus, frames: number): void {
    const connections = connectionsOf(status);
    const full = connections >= POOL_SIZE;
    put('connections', connections, full ? 'bad' : undefined);
    put(
      'per-stream',
      status.carriers > 0
        ? `for ${status.streams} different streams`
        : `metrics ${status.metrics} · chat ${status.chat}`,
    );
    this.#pips.classList.toggle('full', full);
    [...this.#pips.children].forEach((pip, index) => {
      pip.classList.toggle('taken', index < connections);
    });

    const wanted = Math.max(frames, status.tabs);
    put('tabs', status.tabs);
    const tone = wanted === 0 ? undefined : status.live >= wanted ? 'good' : 'bad';
    put('live', wanted === 0 ? 'none open' : `${status.live} of ${wanted} live`, tone);
    put('received-rate', status.receivedPerSecond.toFixed(0));
    put('sent-rate', `received; ${status.sentPerSecond.toFixed(0)} sent`);
    put('missed', status.missed, status.missed > 0 ? 'bad' : undefined);
    put('repeated', status.repeated, status.repeated > 0 ? 'bad' : undefined);
    put('resumed', `Last-Event-ID: ${RESUMED_TEXTS[status.resumed]}`);
  }
}

const connectionsOf = ({ metrics, chat, carriers }: ModeStatus): number =>
  metrics + chat + carriers;

function createRow(mode: Mode, status: ModeStatus, chosen: boolean): HTMLTableRowElement {
  const row = createCells(MODE_TITLES[mode], [
    connectionsOf(status),
    status.tabs,
    status.live,
    status.sentPerSecond.toFixed(0),
    status.receivedPerSecond.toFixed(0),
    status.missed,
    status.repeated,
    RESUMED_TEXTS[status.resumed],
  ]);
  row.dataset['chosen'] = String(chosen);
  return row;
}
