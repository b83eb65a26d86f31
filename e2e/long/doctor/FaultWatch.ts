import type { Outcome } from '../../../packages/sse-doctor/src/index.js';
import type { Tab } from '../../kit/Tab.js';
import { outcomeOf } from './outcomeOf.js';

const clock = 'clock';
/** Events of a healthy stream, one each 100 ms, after which is looked; the last time it must be clear. */
const looks = [15, 60, 150];

export interface WatchedStream {
  readonly name: string;
  readonly url: string;
  readonly withCredentials: boolean;
}

/** A tab that opens streams and sees what becomes of them, while a healthy stream tells the time. */
export class FaultWatch {
  readonly #tab: Tab;

  private constructor(tab: Tab) {
    this.#tab = tab;
  }

  static async start(tab: Tab, healthyUrl: string): Promise<FaultWatch> {
    await tab.listen(healthyUrl, { name: clock });
    await tab.until(clock, 'event', 1);
    return new FaultWatch(tab);
  }

  /** Opens some streams, and closes them when it is clear what the browser makes of each. */
  async outcomes(streams: readonly WatchedStream[]): Promise<ReadonlyMap<string, Outcome>> {
    for (const { name, url, withCredentials } of streams) {
      await this.#tab.listen(url, { name, withCredentials });
    }
    const start = await this.#now();
    const seen = new Map<string, Outcome | undefined>();
    for (const look of looks) {
      await this.#tab.untilCount(clock, 'event', start + look);
      for (const { name } of streams) seen.set(name, outcomeOf(await this.#tab.log(name)));
      if (![...seen.values()].includes(undefined)) break;
    }
    for (const { name } of streams) await this.#tab.stop(name);
    return new Map([...seen].map(([name, outcome]) => [name, outcome ?? 'waiting']));
  }

  async #now(): Promise<number> {
    const log = await this.#tab.log(clock);
    return log.filter(({ kind }) => kind === 'event').length;
  }
}
