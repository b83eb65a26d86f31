import type { Page } from 'puppeteer';
import { Tab } from '../e2e/kit/Tab.js';
import { withDeadline } from '../e2e/kit/withDeadline.js';
import type { Follower } from './page/Follower.js';
import type {} from './page/main.js';

/** Milliseconds that a tab may take for what a fault does with it. */
const deadline = 30_000;

/** What is wrong with a stream. */
export type News = Pick<Follower['state'], 'lost' | 'doubled' | 'gaps'>;

/** A tab that follows the stream, and all that its pages lost or got twice, one after the other. */
export class ChaosTab {
  readonly name: string;
  readonly #newPage: () => Promise<Page>;
  readonly #url: string;
  #tab: Tab | undefined;
  /** Of this page. */
  #seen = nothingNew;
  #news = nothingNew;

  constructor(name: string, newPage: () => Promise<Page>, url: string) {
    this.name = name;
    this.#newPage = newPage;
    this.#url = url;
  }

  get tab(): Tab {
    if (!this.#tab) throw new Error(`Tab ${this.name} is not open`);
    return this.#tab;
  }

  get isOpen(): boolean {
    return this.#tab !== undefined;
  }

  async open(): Promise<void> {
    this.#seen = nothingNew;
    const tab = new Tab(await this.#newPage());
    tab.page.setDefaultNavigationTimeout(deadline);
    this.#tab = tab;
    await tab.load(this.#url);
  }

  async reload(): Promise<void> {
    await this.#look();
    this.#seen = nothingNew;
    await this.tab.reload();
  }

  /** Closes its EventSource and opens another one; done when that is open. */
  async renew(): Promise<void> {
    await this.#look();
    this.#seen = nothingNew;
    await this.tab.page.evaluate(() => window.renewFollower());
  }

  async close(): Promise<void> {
    await this.#look();
    await this.tab.close();
    this.#tab = undefined;
  }

  /** What the page was sent since the last look at it is not known afterwards. */
  async crash(): Promise<void> {
    await this.tab.crash();
    await this.tab.close();
    this.#tab = undefined;
  }

  /** Resolves when this event, or a later one, has come. */
  async until(number: number, milliseconds: number): Promise<void> {
    let state = 'nothing';
    const look = setInterval(() => {
      this.#state().then(
        (seen) => (state = JSON.stringify(seen)),
        (error: unknown) => (state = String(error)),
      );
    }, milliseconds / 4);
    const come = this.tab.page.evaluate((event) => window.follower?.until(event), number);
    try {
      await withDeadline(come, milliseconds, () => `Expected: event ${number}. Seen: ${state}`);
    } finally {
      clearInterval(look);
    }
  }

  /** What this tab's worker says of the streams that it shares. */
  async workerView(): Promise<string> {
    return this.tab.inspect().then(JSON.stringify, String);
  }

  /** What there is to tell since the last time that this was asked. */
  async news(): Promise<News> {
    if (this.isOpen) await this.#look();
    const news = this.#news;
    this.#news = nothingNew;
    return news;
  }

  /** Adds what has come to this page to the news. */
  async #look(): Promise<void> {
    const { lost, doubled, gaps } = await this.#state();
    const seen = this.#seen;
    this.#seen = { lost, doubled, gaps };
    this.#news = {
      lost: this.#news.lost + lost - seen.lost,
      doubled: this.#news.doubled + doubled - seen.doubled,
      gaps: this.#news.gaps + gaps - seen.gaps,
    };
  }

  async #state(): Promise<Follower['state']> {
    const seen = this.tab.page.evaluate(() => window.follower?.state);
    const state = await withDeadline(seen, deadline, () => `Expected: an answer of ${this.name}.`);
    if (!state) throw new Error(`Tab ${this.name} follows nothing`);
    return state;
  }
}

export const nothingNew: News = { lost: 0, doubled: 0, gaps: 0 };
