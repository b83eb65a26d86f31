import type { MetricsEvents } from '../shared/events.js';
import { element } from './element.js';
import { LineChart } from './LineChart.js';

const GIGABYTE = 1024 ** 3;

/** Shows this machine's metrics. */
export class MachineView {
  readonly #chart = new LineChart(element('cpu-chart', SVGSVGElement), {
    series: ['cpu-series', 'memory-series'],
    spanMs: 60_000,
    max: 100,
    fixed: true,
  });
  readonly #cpu = element('cpu', HTMLElement);
  readonly #cores = element('cores', HTMLOListElement);
  readonly #memory = element('memory', HTMLElement);
  readonly #load = element('load', HTMLElement);
  readonly #uptime = element('uptime', HTMLElement);
  #memoryPercent = 0;

  showCpu({ cores, total }: MetricsEvents['cpu']): void {
    this.#cpu.textContent = total.toFixed(0);
    this.#chart.push(performance.now(), [total, this.#memoryPercent]);
    while (this.#cores.children.length < cores.length) this.#addCore();
    cores.forEach((busy, index) => {
      const bar = this.#cores.children[index]?.lastElementChild;
      if (bar instanceof HTMLElement) bar.style.setProperty('--value', `${busy}%`);
    });
  }

  showMemory({ used, total }: MetricsEvents['memory']): void {
    this.#memoryPercent = (100 * used) / total;
    const [usedText, totalText] = [used, total].map((bytes) => (bytes / GIGABYTE).toFixed(1));
    this.#memory.textContent = `${usedText} of ${totalText} GiB`;
  }

  showLoad({ averages, uptimeSeconds }: MetricsEvents['load']): void {
    this.#load.textContent = averages.map((load) => load.toFixed(2)).join(' · ');
    const hours = Math.floor(uptimeSeconds / 3600);
    const minutes = Math.floor((uptimeSeconds % 3600) / 60);
    this.#uptime.textContent =
      hours < 48 ? `${hours} h ${minutes} min` : `${Math.floor(hours / 24)} days`;
  }

  #addCore(): void {
    const item = document.createElement('li');
    const bar = document.createElement('span');
    bar.className = 'bar';
    item.append(`Core ${this.#cores.children.length + 1}`, bar);
    this.#cores.append(item);
  }
}
