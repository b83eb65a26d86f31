import type { Mode } from '../shared/modes.js';
import type { TabReport } from '../shared/TabReport.js';

const INTERVAL_MS = 1000;
const REPEAT_MS = 10_000;

export type TabCounts = Pick<TabReport, 'openStreams' | 'received' | 'missed' | 'repeated'>;

/**
 * Tells the control door about this tab: at once, when something happened (at most once a second),
 * every ten seconds in any case, and when the page is left, as far as the browser still sends that.
 *
 * The control door has connections of its own, so the reports arrive even where this site hangs.
 */
export class TabReporter {
  readonly tab = crypto.randomUUID();
  readonly #url: string;
  readonly #mode: Mode;
  readonly #counts: () => TabCounts;
  #sentAt = -Infinity;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(controlOrigin: string, mode: Mode, counts: () => TabCounts) {
    this.#url = `${controlOrigin}/tabs`;
    this.#mode = mode;
    this.#counts = counts;
    addEventListener('pagehide', () => this.#send(true));
    addEventListener('pageshow', () => this.#send(false));
    setInterval(() => this.#send(false), REPEAT_MS);
    this.#send(false);
  }

  /** Called with every event rather than by a timer, because hidden tabs have slow timers. */
  somethingHappened(): void {
    const wait = this.#sentAt + INTERVAL_MS - performance.now();
    if (wait <= 0) this.#send(false);
    // The last events before a silence must not look as if they came when it is over.
    else this.#later ??= setTimeout(() => this.#send(false), wait);
  }

  /** The tab's state is another; worth a report at once. */
  changed(): void {
    this.#send(false);
  }

  #send(gone: boolean): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#sentAt = performance.now();
    const report: TabReport = { tab: this.tab, mode: this.#mode, gone, ...this.#counts() };
    navigator.sendBeacon(this.#url, JSON.stringify(report));
  }
}
