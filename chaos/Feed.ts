import type { Exchange } from '../e2e/kit/Exchange.js';
import type { ScriptedServer } from '../e2e/kit/ScriptedServer.js';

/** Milliseconds between two comments, so that a connection that is well is never silent for long. */
const heartbeat = 500;

/** What one connection has been sent: whole event blocks, and characters of the next one. */
interface Sent {
  blocks: number;
  characters: number;
}

/**
 * An event source that numbers its events from 1, keeps them and resumes by `Last-Event-ID`, as a good
 * one does, and that can be made to behave badly.
 */
export class Feed {
  readonly path: string;
  readonly #blocks: { readonly padding: number }[] = [];
  readonly #connections = new Map<Exchange, Sent>();
  readonly #retry: number;
  readonly #timer: NodeJS.Timeout;
  #waiting: Exchange[] | undefined;

  constructor(server: ScriptedServer, path: string, retry: number) {
    this.path = path;
    this.#retry = retry;
    server.route(path, (exchange) => {
      if (this.#waiting) this.#waiting.push(exchange);
      else this.#open(exchange);
    });
    this.#timer = setInterval(() => {
      if (this.#waiting) return;
      for (const exchange of this.#streams()) void exchange.write(':\n');
    }, heartbeat);
  }

  /** How many events there have been. */
  get count(): number {
    return this.#blocks.length;
  }

  /** Publishes events: `data` is `event n`, the ID n; each is larger by `padding` characters. */
  publish(count = 1, padding = 0): void {
    for (let published = 0; published < count; published++) this.#blocks.push({ padding });
    if (!this.#waiting) for (const exchange of this.#streams()) this.#catchUp(exchange);
  }

  /** Resets every connection, if asked after half an event. */
  async reset({ midBlock = false } = {}): Promise<void> {
    const streams = this.#streams();
    if (midBlock) await this.#tear(streams);
    for (const exchange of streams) exchange.destroy();
  }

  /** Stops in the middle of an event; whoever asks is not answered either, until it resumes. */
  async stall(): Promise<void> {
    this.#waiting ??= [];
    await this.#tear(this.#streams());
  }

  resume(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const exchange of this.#streams()) this.#catchUp(exchange);
    for (const exchange of waiting) if (exchange.state === 'waiting') this.#open(exchange);
  }

  /** Never sends anything again on the connections that there are, nor ends them. */
  abandon(): void {
    this.#connections.clear();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #open(exchange: Exchange): void {
    const { lastEventId } = exchange.request;
    void exchange.open().write(`retry: ${this.#retry}\n\n`);
    const blocks = lastEventId === undefined ? this.count : Number(lastEventId);
    this.#connections.set(exchange, { blocks, characters: 0 });
    this.#catchUp(exchange);
  }

  async #tear(streams: readonly Exchange[]): Promise<void> {
    this.#blocks.push({ padding: 0 });
    await Promise.all(
      streams.map(async (exchange) => {
        const sent = this.#connections.get(exchange);
        if (!sent) return;
        sent.characters = 8;
        await exchange.write(this.#block(sent.blocks).slice(0, sent.characters));
      }),
    );
  }

  #catchUp(exchange: Exchange): void {
    const sent = this.#connections.get(exchange);
    if (!sent) return;
    for (; sent.blocks < this.count; sent.blocks++) {
      void exchange.write(this.#block(sent.blocks).slice(sent.characters));
      sent.characters = 0;
    }
  }

  #block(index: number): string {
    const number = index + 1;
    const padding = this.#blocks[index]?.padding ?? 0;
    const comment = padding > 0 ? `: ${'x'.repeat(padding)}\n` : '';
    return `id: ${number}\n${comment}data: event ${number}\n\n`;
  }

  /** The connections that are still there. */
  #streams(): Exchange[] {
    for (const exchange of [...this.#connections.keys()]) {
      if (exchange.state !== 'streaming') this.#connections.delete(exchange);
    }
    return [...this.#connections.keys()];
  }
}
