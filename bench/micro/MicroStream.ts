import { EventStreamMultiplexer } from '../../packages/sse-multiplexer/src/sharing/EventStreamMultiplexer.js';
import type { MultiplexerOptions } from '../../packages/sse-multiplexer/src/options/MultiplexerOptions.js';

type Chunk = Uint8Array<ArrayBuffer>;

const head = { headers: { 'content-type': 'text/event-stream' } };

/** One stream through a multiplexer: a server that sends what it is told to, and pages that read. */
export class MicroStream {
  readonly #multiplexer: EventStreamMultiplexer;
  readonly #url: string;
  readonly #readers: ReadableStreamDefaultReader<Chunk>[] = [];
  #server: ReadableStreamDefaultController<Chunk> | undefined;
  #sent = 0;
  #received = 0;
  #onReceived: (() => void) | undefined;

  constructor(options: MultiplexerOptions = {}, name = 'events') {
    this.#url = `https://app.test/${name}`;
    this.#multiplexer = new EventStreamMultiplexer(options, {
      origin: 'https://app.test',
      fetch: () => this.#answer(),
      warn: (code, url) => {
        throw new Error(`${url}: ${code}`);
      },
    });
  }

  /** A page's response. */
  async join(clientId: string, lastEventId?: string): Promise<Response> {
    const headers = { accept: 'text/event-stream' };
    const resuming = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    const request = new Request(this.#url, { headers: { ...headers, ...resuming } });
    return this.#multiplexer.join({ request, clientId, fetch: () => this.#answer() });
  }

  /** Lets so many pages join and read whatever comes. */
  async read(pages: number): Promise<void> {
    for (let page = 0; page < pages; page++) {
      const { body } = await this.join(`page ${page}`);
      if (!body) throw new Error('The response has no body.');
      const reader = (body as ReadableStream<Chunk>).getReader();
      this.#readers.push(reader);
      // A page that joins is sent something at once, but for the first one.
      if (page > 0) await reader.read();
      void this.#readAll(reader);
    }
  }

  /** Sends chunks; resolves when every page has read all of it. */
  async send(chunks: readonly Chunk[]): Promise<void> {
    for (const chunk of chunks) {
      this.#server?.enqueue(chunk);
      this.#sent += chunk.length * this.#readers.length;
    }
    if (this.#received === this.#sent) return;
    await new Promise<void>((resolve) => (this.#onReceived = resolve));
  }

  async close(): Promise<void> {
    await Promise.all(this.#readers.map((reader) => reader.cancel()));
  }

  #answer(): Promise<Response> {
    const body = new ReadableStream<Chunk>({
      start: (controller) => {
        this.#server = controller;
      },
    });
    return Promise.resolve(new Response(body, head));
  }

  async #readAll(reader: ReadableStreamDefaultReader<Chunk>): Promise<void> {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      this.#received += read.value.length;
      if (this.#received === this.#sent) this.#onReceived?.();
    }
  }
}
