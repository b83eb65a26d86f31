import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { Visit } from '../upstream/Visit.js';

/** What a page can be joined to. */
export interface Joinable {
  join(visit: Visit): Promise<Response>;
}

/**
 * A page with one EventSource, as the specification has it: parses its response, keeps the last event
 * ID and the reconnection time, and is ready to come back when its response ends.
 */
export class ModelPage {
  static #count = 0;
  readonly clientId: string;
  /** What names its EventSource; a client that is built on `fetch`, or in WebKit, has no name. */
  name: string | undefined = `name ${ModelPage.#count++}`;
  /** A client that is built on `fetch` comes back after an error, too. */
  seesBreaks = false;
  /** Whether the worker knows that it may have been on a stream before. */
  mayReturn = false;
  /** Tells the worker that its client is gone. */
  #gone = new AbortController();
  readonly events: EventSourceMessage[] = [];
  /** Like Firefox, shows Last-Event-ID when it comes back; like Chromium, does not. */
  readonly showsLastEventId: boolean;
  readyState: 'new' | 'connecting' | 'open' | 'closed' = 'new';
  lastEventId = '';
  reconnectionTime: number | undefined;
  response: Response | undefined;
  /** How often it was given a stream. */
  connections = 0;
  error: unknown;
  /** A page that does not read lets its queue grow. */
  isReading = true;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #resumeReading: (() => void) | undefined;
  readonly #url: string;
  readonly #init: RequestInit;

  constructor(
    clientId: string,
    showsLastEventId = false,
    url = 'https://app.test/events',
    init: RequestInit = {},
  ) {
    this.clientId = clientId;
    this.showsLastEventId = showsLastEventId;
    this.#url = url;
    this.#init = init;
  }

  /** The data of the events received, in order. */
  get log(): string[] {
    return this.events.map(({ data }) => data);
  }

  /** The numbers of the events of a {@link ModelServer} that it has received, in order. */
  get numbers(): number[] {
    return this.log.map(Number).filter((number) => !Number.isNaN(number));
  }

  /** Opens the stream, or comes back to it. Resolves with the response, or `undefined` on failure. */
  async connect(hub: Joinable, fetch: Visit['fetch']): Promise<Response | undefined> {
    this.readyState = 'connecting';
    const headers = new Headers({ accept: 'text/event-stream' });
    if (this.lastEventId && this.showsLastEventId) headers.set('last-event-id', this.lastEventId);
    const request = new Request(this.#url, { headers, cache: 'no-store', ...this.#init });
    try {
      const { clientId, name, seesBreaks, mayReturn } = this;
      const { signal } = (this.#gone = new AbortController());
      const visit = { request, clientId, fetch, seesBreaks, mayReturn, signal };
      this.response = await hub.join({ ...visit, ...(name && { name }) });
    } catch (error) {
      this.error = error;
      return undefined;
    }
    // Closed meanwhile: the browser takes nothing any more.
    if ((this.readyState as string) === 'closed') {
      await this.response.body?.cancel();
      return this.response;
    }
    if (this.response.status !== 200) {
      this.readyState = 'closed';
      return this.response;
    }
    this.readyState = 'open';
    this.connections++;
    void this.#read(this.response);
    return this.response;
  }

  /** `EventSource.close()`. */
  async leave(): Promise<void> {
    this.readyState = 'closed';
    // One that has broken already says so once more.
    await this.#reader?.cancel().catch(() => undefined);
  }

  /** The page is closed, and its client gone, whatever it waits for. */
  async vanish(): Promise<void> {
    await this.leave();
    this.#gone.abort();
  }

  readOn(): void {
    this.isReading = true;
    this.#resumeReading?.();
  }

  async #read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    const parser = createParser({
      onEvent: (event) => this.events.push(event),
      onRetry: (retry) => (this.reconnectionTime = retry),
    });
    let tail = '';
    this.#reader = response.body?.getReader();
    while (this.#reader) {
      if (!this.isReading) await new Promise<void>((resolve) => (this.#resumeReading = resolve));
      const { done, value } = await this.#reader.read().catch((error: unknown) => {
        this.error = error;
        return { done: true, value: undefined };
      });
      if (done) break;
      const text = decoder.decode(value, { stream: true });
      parser.feed(text);
      // The parser reports an ID only with an event; a page also keeps one that came alone.
      const whole = (tail + text).split('\n\n');
      tail = whole.pop() ?? '';
      for (const block of whole) {
        const id = /^id: ?(.*)$/m.exec(block)?.[1];
        if (id !== undefined) this.lastEventId = id;
      }
    }
    if (this.readyState === 'open') this.readyState = 'connecting';
  }
}
