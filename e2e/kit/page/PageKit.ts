import type { EventStreamsSnapshot } from 'sse-multiplexer';
import { inspectEventStreams, resetEventStreams } from 'workbox-sse-window';
import { EventSourceLog } from './EventSourceLog.js';
import type { LogEntry } from './LogEntry.js';
import { storedPositions } from './storedPositions.js';
import { StreamReader } from './StreamReader.js';

/** What a worker says it did about a URL. */
export interface WorkerObservation {
  readonly fetchEvents: number;
  readonly answers: number;
  readonly fetches: number;
}

/** The answer to a page's `fetch`. */
export interface PageResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Milliseconds. */
const deadline = 60_000;

/** Of a worker, in their order. */
const states = ['parsed', 'installing', 'installed', 'activating', 'activated', 'redundant'];

/** The test page's half of the kit; a test reaches it as `window.kit`. */
export class PageKit {
  readonly #logs = new Map<string, EventSourceLog>();
  readonly #readers = new Map<string, StreamReader>();
  #returned: Promise<void> | undefined;

  /** Registers the worker, if one is wanted, and waits until it controls this page. */
  async takeWorker(script: string | null): Promise<void> {
    if (script === null || navigator.serviceWorker.controller) return;
    const controlled = new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    );
    await navigator.serviceWorker.register(script, { scope: '/' });
    await controlled;
  }

  /**
   * Has the browser look for a new version of the worker, and waits until that has come this far.
   *
   * @returns milliseconds from its installation.
   */
  async updateWorker(state: 'installed' | 'activated'): Promise<number> {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    return this.#workerBecomes(worker, state);
  }

  /** Lets the waiting worker take over, as Workbox's window half does. */
  async skipWaiting(): Promise<number> {
    const { waiting, active } = await navigator.serviceWorker.ready;
    waiting?.postMessage({ type: 'SKIP_WAITING' });
    return this.#workerBecomes(waiting ?? active, 'activated');
  }

  /** Has this page's worker forget its streams. */
  resetEventStreams(): Promise<void> {
    return resetEventStreams();
  }

  /** What this page's worker shows of its streams. */
  inspect(): Promise<readonly EventStreamsSnapshot[]> {
    return inspectEventStreams();
  }

  listen(name: string, url: string, withCredentials: boolean, events: readonly string[]): void {
    this.#logs.set(name, new EventSourceLog(url, withCredentials, events));
  }

  /** Under which names EventSources are logged. */
  get names(): string[] {
    return [...this.#logs.keys()];
  }

  entries(name: string): readonly LogEntry[] {
    return this.#log(name).entries;
  }

  until(name: string, kind: LogEntry['kind'], count: number): Promise<void> {
    return this.#log(name).until(kind, count);
  }

  untilData(name: string, data: string): Promise<void> {
    return this.#log(name).untilData(data);
  }

  untilId(name: string, id: string): Promise<void> {
    return this.#log(name).untilId(id);
  }

  untilClosed(name: string): Promise<void> {
    return this.#log(name).untilClosed();
  }

  /** Milliseconds from the making of the EventSource to its first `open`. */
  openedAfter(name: string): number | undefined {
    return this.#log(name).openedAfter;
  }

  /** To be called before this page is left for the back/forward cache. */
  noteReturn(): void {
    this.#returned = new Promise((resolve, reject) =>
      addEventListener('pageshow', ({ persisted }) =>
        persisted ? resolve() : reject(new Error('The page was loaded anew')),
      ),
    );
  }

  untilReturned(): Promise<void> {
    if (!this.#returned) throw new Error('This page was never left');
    return this.#returned;
  }

  /** Resolves when a stored position contains this part, as JSON; the worker stays awake meanwhile. */
  async untilStored(part: string): Promise<void> {
    for (const end = performance.now() + deadline; performance.now() < end;) {
      navigator.serviceWorker.controller?.postMessage({});
      const records = await storedPositions();
      if (records.some((record) => JSON.stringify(record).includes(part))) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`Expected: a stored position with ${part}`);
  }

  read(url: string, init: RequestInit): void {
    this.#readers.set(url, new StreamReader(url, init));
  }

  untilRead(url: string, part: string): Promise<string> {
    return this.#reader(url).until(part);
  }

  stopReading(url: string): void {
    this.#reader(url).stop();
  }

  untilReadToEnd(url: string): Promise<string> {
    return this.#reader(url).ended;
  }

  stop(name: string): void {
    this.#log(name).close();
  }

  /** Fetches and reads to the end. */
  async request(url: string, init: RequestInit): Promise<PageResponse> {
    const response = await fetch(url, init);
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  }

  /** What the worker has done about a URL, as soon as it has seen that many fetch events for it. */
  observe(url: string, fetchEvents: number): Promise<WorkerObservation> {
    const { href } = new URL(url, location.href);
    return this.ask({ observe: href, fetchEvents });
  }

  /** Posts the worker a message with a port, and resolves with what that port gets. */
  ask<T>(question: object): Promise<T> {
    const { controller } = navigator.serviceWorker;
    if (!controller) throw new Error('No worker controls this page');
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise<T>((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<T>) => resolve(data);
    });
    controller.postMessage(question, [port2]);
    return answer;
  }

  /** Or has come further: after a page is loaded, a browser looks for a new version by itself, too. */
  async #workerBecomes(worker: ServiceWorker | null, state: ServiceWorkerState): Promise<number> {
    const start = performance.now();
    await new Promise<void>((resolve) => {
      const check = (): void => {
        if (worker && states.indexOf(worker.state) >= states.indexOf(state)) resolve();
      };
      worker?.addEventListener('statechange', check);
      check();
    });
    return performance.now() - start;
  }

  #reader(url: string): StreamReader {
    const reader = this.#readers.get(url);
    if (!reader) throw new Error(`This page does not read ${url}`);
    return reader;
  }

  #log(name: string): EventSourceLog {
    const log = this.#logs.get(name);
    if (!log) throw new Error(`This page has no EventSource named ${name}`);
    return log;
  }
}
