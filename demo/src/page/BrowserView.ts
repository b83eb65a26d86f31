import type { BrowserStatus } from '../shared/events.js';
import { element } from './element.js';
import { LineChart } from './LineChart.js';

/** Shows what the browser costs the server's machine, and has the switches that change it. */
export class BrowserView {
  readonly #chart = new LineChart(element('browser-chart', SVGSVGElement), {
    series: ['browser-series'],
    spanMs: 60_000,
    max: 20,
  });
  readonly #hold = element('hold', HTMLInputElement);
  readonly #fast = element('fast', HTMLInputElement);

  /** @param onSwitch - called when the multiplex worker is another one. */
  constructor(onSwitch: () => void) {
    const flip = async ({ id, checked }: HTMLInputElement): Promise<void> => {
      await fetch(id, { method: 'POST', body: checked ? 'on' : 'off' });
    };
    this.#hold.addEventListener('change', () => void flip(this.#hold).then(onSwitch));
    this.#fast.addEventListener('change', () => void flip(this.#fast));
  }

  show({ cpu, holdsBack, isFast }: BrowserStatus): void {
    this.#hold.checked = holdsBack;
    this.#fast.checked = isFast;
    element('browser-cpu', HTMLElement).textContent = cpu === null ? 'not known' : `${cpu} %`;
    this.#chart.push(performance.now(), [cpu ?? 0]);
    element('browser-top', HTMLElement).textContent = `${this.#chart.top} %`;
  }
}
