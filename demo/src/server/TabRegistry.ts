import { type Mode, streamsOf } from '../shared/modes.js';
import { RateMeter } from '../shared/RateMeter.js';
import type { TabReport } from '../shared/TabReport.js';

/** A tab that received nothing for this long is not live. */
const LIVE_MS = 3000;
/**
 * After this long without a report a tab is gone. A tab's farewell is not to be relied on: with a
 * worker, a report sent while the page goes down is often lost. Tabs report every ten seconds at least.
 */
const FORGET_MS = 25_000;
/** A report that was under way when its tab said farewell does not bring the tab back. */
const FAREWELL_MS = 2000;
const MAX_TABS = 500;

export interface TabFigures {
  readonly tabs: number;
  readonly live: number;
  readonly receivedPerSecond: number;
  readonly missed: number;
  readonly repeated: number;
}

/** Knows the tabs by what they report. Times are milliseconds on the clock that is handed in. */
export class TabRegistry {
  readonly #now: () => number;
  readonly #tabs = new Map<string, { report: TabReport; reportedAt: number; grewAt: number }>();
  readonly #farewells = new Map<string, number>();
  readonly #rates = new Map<Mode, RateMeter>();

  constructor(now: () => number) {
    this.#now = now;
  }

  note(report: TabReport): void {
    const now = this.#now();
    if (report.gone) {
      this.#tabs.delete(report.tab);
      this.#farewells.set(report.tab, now);
      return;
    }
    if (now - (this.#farewells.get(report.tab) ?? -Infinity) < FAREWELL_MS) return;
    const known = this.#tabs.get(report.tab);
    if (known === undefined && this.#tabs.size >= MAX_TABS) return;
    const gained = Math.max(0, report.received - (known?.report.received ?? 0));
    const grewAt = gained > 0 ? now : (known?.grewAt ?? -Infinity);
    this.#tabs.set(report.tab, { report, reportedAt: now, grewAt });
    this.#rate(report.mode).add(gained, now);
  }

  figures(mode: Mode): TabFigures {
    const now = this.#now();
    for (const [tab, at] of this.#farewells) {
      if (now - at >= FAREWELL_MS) this.#farewells.delete(tab);
    }
    let tabs = 0;
    let live = 0;
    let missed = 0;
    let repeated = 0;
    for (const [tab, { report, reportedAt, grewAt }] of this.#tabs) {
      if (now - reportedAt > FORGET_MS) {
        this.#tabs.delete(tab);
      } else if (report.mode === mode) {
        tabs += 1;
        if (report.openStreams === streamsOf(mode) && now - grewAt <= LIVE_MS) live += 1;
        missed += report.missed;
        repeated += report.repeated;
      }
    }
    const receivedPerSecond = this.#rate(mode).perSecond(now);
    return { tabs, live, receivedPerSecond, missed, repeated };
  }

  #rate(mode: Mode): RateMeter {
    const known = this.#rates.get(mode);
    if (known !== undefined) return known;
    const meter = new RateMeter();
    this.#rates.set(mode, meter);
    return meter;
  }
}
