import type { HTTPResponse, Page } from 'puppeteer';
import type {} from '../../fixtures/clients/startClient.js';
import type { EventStreamsSnapshot } from 'sse-multiplexer';
import type { LogEntry } from './page/LogEntry.js';
import type {} from './page/main.js';
import type { PageResponse, WorkerObservation } from './page/PageKit.js';
import { withDeadline } from './withDeadline.js';

const deadline = 60_000;

/** A real browser tab with the test page in it. */
export class Tab {
  readonly page: Page;
  readonly #responses: HTTPResponse[] = [];

  constructor(page: Page) {
    this.page = page;
    page.setDefaultNavigationTimeout(2 * deadline);
    page.on('response', (response) => this.#responses.push(response));
  }

  /** The responses that the browser has given this tab for a URL of its own origin, oldest first. */
  responses(path: string): readonly HTTPResponse[] {
    return this.#responses.filter((response) => new URL(response.url()).pathname === path);
  }

  /** Loads the test page; done when its worker, if it has one, controls it. */
  async load(url: string): Promise<void> {
    await this.page.goto(url);
    await this.#ready();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.#ready();
  }

  /** To be called before the tab goes to another page from which it shall return to this one as it is. */
  async noteReturn(): Promise<void> {
    await this.page.evaluate(() => window.kit.noteReturn());
  }

  /** Resolves when the tab has returned to its page from the back/forward cache. */
  async untilReturned(): Promise<void> {
    await this.page.evaluate(() => window.kit.untilReturned());
  }

  /** Resolves when a worker of this origin has stored a text that contains this part. */
  async untilStored(part: string): Promise<void> {
    await this.page.evaluate((text) => window.kit.untilStored(text), part);
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  /** Ends the tab's process, in Chromium. */
  async crash(): Promise<void> {
    const crashed = new Promise((resolve) => this.page.once('error', resolve));
    const session = await this.page.createCDPSession();
    // Never answered, or answered with an error: there is nobody left to do so.
    session.send('Page.crash').catch(() => undefined);
    await crashed;
  }

  /** Registers a worker in a page that has been loaded without; done when it controls the page. */
  async takeWorker(script: string): Promise<void> {
    await this.page.evaluate((url) => window.kit.takeWorker(url), script);
  }

  /** Has the browser look for a new worker; resolves with the time that it took to come this far. */
  async updateWorker(state: 'installed' | 'activated'): Promise<number> {
    return this.page.evaluate((until) => window.kit.updateWorker(until), state);
  }

  /** Lets the waiting worker take over; resolves with the time that it took, in milliseconds. */
  async skipWaiting(): Promise<number> {
    return this.page.evaluate(() => window.kit.skipWaiting());
  }

  /** Resolves when another worker controls this tab's page, be it active or on its way to that. */
  async untilController(): Promise<void> {
    await this.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const change = (): void => resolve();
          navigator.serviceWorker.addEventListener('controllerchange', change, { once: true });
        }),
    );
  }

  /** Has this tab's worker forget its streams. */
  async resetEventStreams(): Promise<void> {
    await this.page.evaluate(() => window.kit.resetEventStreams());
  }

  /** What this tab's worker shows of its streams, a snapshot for each strategy. */
  async inspect(): Promise<readonly EventStreamsSnapshot[]> {
    return this.page.evaluate(() => window.kit.inspect());
  }

  /** Opens an EventSource and logs it under its URL, or under `name`. */
  async listen(
    url: string,
    options: { name?: string; withCredentials?: boolean; events?: readonly string[] } = {},
  ): Promise<void> {
    const { name = url, withCredentials = false, events = [] } = options;
    await this.page.evaluate(
      (...args) => window.kit.listen(...args),
      name,
      url,
      withCredentials,
      events,
    );
  }

  /** Milliseconds from the making of the EventSource to its first `open`. */
  async openedAfter(name: string): Promise<number | undefined> {
    return this.page.evaluate((key) => window.kit.openedAfter(key), name);
  }

  /** Starts to read an event stream with `fetch`. */
  async read(url: string, headers: Record<string, string>, init: RequestInit = {}): Promise<void> {
    await this.page.evaluate((...args) => window.kit.read(...args), url, { ...init, headers });
  }

  /** Resolves with all that was read from this URL when it contains this part. */
  async untilRead(url: string, part: string): Promise<string> {
    return this.page.evaluate((...args) => window.kit.untilRead(...args), url, part);
  }

  /** Stops to read, as page code would. */
  async stopReading(url: string): Promise<void> {
    await this.page.evaluate((key) => window.kit.stopReading(key), url);
  }

  /** Resolves with all that was read from this URL when the connection has ended. */
  async untilReadToEnd(url: string): Promise<string> {
    return this.page.evaluate((key) => window.kit.untilReadToEnd(key), url);
  }

  /** Closes an EventSource, as page code would. */
  async stop(name: string): Promise<void> {
    await this.page.evaluate((key) => window.kit.stop(key), name);
  }

  async log(name: string): Promise<readonly LogEntry[]> {
    return this.page.evaluate((key) => window.kit.entries(key), name);
  }

  /** Resolves when the log has `count` entries of this kind. */
  async untilCount(name: string, kind: LogEntry['kind'], count: number): Promise<void> {
    await this.page.evaluate((...args) => window.kit.until(...args), name, kind, count);
  }

  /** Resolves with the log when it has `count` entries of this kind. */
  async until(name: string, kind: LogEntry['kind'], count: number): Promise<readonly LogEntry[]> {
    await this.untilCount(name, kind, count);
    return this.log(name);
  }

  /** Resolves with the data of all events when an event with this data has come. */
  async untilData(name: string, data: string): Promise<readonly string[]> {
    await this.page.evaluate((...args) => window.kit.untilData(...args), name, data);
    const log = await this.log(name);
    return log.flatMap((entry) => (entry.kind === 'event' ? [entry.data] : []));
  }

  /** Resolves with the log when an event with this ID has come. */
  async untilId(name: string, id: string): Promise<readonly LogEntry[]> {
    await this.page.evaluate((...args) => window.kit.untilId(...args), name, id);
    return this.log(name);
  }

  /** Resolves with the log when the EventSource has failed for ever. */
  async untilClosed(name: string): Promise<readonly LogEntry[]> {
    await this.page.evaluate((key) => window.kit.untilClosed(key), name);
    return this.log(name);
  }

  /** Resolves with all that the page's client has told it when it has said this so many times. */
  async untilLine(line: string, times = 1): Promise<readonly string[]> {
    return this.page.evaluate((...args) => window.client.until(...args), line, times);
  }

  /** Fetches in the page and reads the answer to its end. */
  async request(url: string, init: RequestInit = {}): Promise<PageResponse> {
    const response = this.page.evaluate((...args) => window.kit.request(...args), url, init);
    return withDeadline(response, deadline, () => `Expected: the end of a response for ${url}.`);
  }

  /** What this tab's worker has done about a URL, once it has seen that many fetch events for it. */
  async observeWorker(url: string, fetchEvents = 0): Promise<WorkerObservation> {
    const seen = this.page.evaluate((...args) => window.kit.observe(...args), url, fetchEvents);
    const expected = `${fetchEvents} fetch event(s) of the worker for ${url}`;
    return withDeadline(seen, deadline, () => `Expected: ${expected}.`);
  }

  /** What this tab's worker answers to a message; `expected` says in words what that is to be. */
  async askWorker<T>(question: object, expected: string): Promise<T> {
    const answer = this.page.evaluate((message) => window.kit.ask<T>(message), question);
    return withDeadline(answer, deadline, () => `Expected: ${expected}.`);
  }

  async #ready(): Promise<void> {
    await this.page.evaluate(() => window.ready);
  }
}
