import type { WebDriver } from 'selenium-webdriver';
import type { LogEntry } from './page/LogEntry.js';
import type { WorkerObservation } from './page/PageKit.js';

/** A tab of WebKitGTK with the test page in it. One WebDriver session does one thing at a time. */
export class WebKitTab {
  readonly #driver: WebDriver;
  readonly #handle: string;

  constructor(driver: WebDriver, handle: string) {
    this.#driver = driver;
    this.#handle = handle;
  }

  /** Resolves when the page's worker, if it has one, controls it. */
  async ready(): Promise<void> {
    await this.#run('window.ready');
  }

  /** Opens an EventSource and logs it under its URL. */
  async listen(url: string): Promise<void> {
    await this.#call('listen', url, url, false, []);
  }

  /** Resolves with the log when it has `count` entries of this kind. */
  async until(url: string, kind: LogEntry['kind'], count: number): Promise<readonly LogEntry[]> {
    await this.#call('until', url, kind, count);
    return (await this.#call('entries', url)) as LogEntry[];
  }

  /** Has the browser look for a new worker; resolves with the milliseconds until it was active. */
  async updateWorker(): Promise<number> {
    return (await this.#call('updateWorker', 'activated')) as number;
  }

  /** What the worker has done about a URL, once it has seen that many fetch events for it. */
  async observeWorker(url: string, fetchEvents: number): Promise<WorkerObservation> {
    return (await this.#call('observe', url, fetchEvents)) as WorkerObservation;
  }

  #call(method: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.#run(`window.kit.${method}(...${JSON.stringify(args)})`);
  }

  async #run(expression: string): Promise<unknown> {
    await this.#driver.switchTo().window(this.#handle);
    const { value, error } = await this.#driver.executeAsyncScript<Answer>(`
      const done = arguments[arguments.length - 1];
      (async () => ({ value: await ${expression} }))()
        .catch((error) => ({ error: String(error) }))
        .then(done);`);
    if (error !== undefined) throw new Error(error);
    return value;
  }
}

interface Answer {
  readonly value?: unknown;
  readonly error?: string;
}
