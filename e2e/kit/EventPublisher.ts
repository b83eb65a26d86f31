import type { Exchange } from './Exchange.js';
import type { ScriptedServer } from './ScriptedServer.js';

/**
 * An event source on the server as it should be: numbers its events from 1, keeps them, and sends a
 * page that comes back what it has missed after its `Last-Event-ID`.
 */
export class EventPublisher {
  readonly #path: string;
  readonly #server: ScriptedServer;
  readonly #dataOf: (number: number) => string;
  readonly #blocks: string[] = [];

  /**
   * @param retry reconnection time in milliseconds that each connection is given first
   * @param dataOf one line of data for the nth event
   */
  constructor(
    server: ScriptedServer,
    path: string,
    retry = 100,
    dataOf = (number: number): string => `event ${number}`,
  ) {
    this.#server = server;
    this.#path = path;
    this.#dataOf = dataOf;
    server.route(path, (exchange) => {
      const { lastEventId } = exchange.request;
      const missed = lastEventId === undefined ? [] : this.#blocks.slice(Number(lastEventId));
      void exchange.open().write(`retry: ${retry}\n\n${missed.join('')}`);
    });
  }

  /** Publishes the next `count` events: `data` is `event n`, unless told otherwise, the ID n. */
  publish(count = 1): void {
    const first = this.#blocks.length + 1;
    const blocks = Array.from(
      { length: count },
      (_, index) => `id: ${first + index}\ndata: ${this.#dataOf(first + index)}\n\n`,
    );
    this.#blocks.push(...blocks);
    for (const stream of this.#streams()) for (const block of blocks) void stream.write(block);
  }

  /** Resets every connection, if asked after half an event block. */
  async dropAll({ midBlock = false } = {}): Promise<void> {
    const streams = this.#streams();
    if (midBlock) await Promise.all(streams.map((stream) => stream.write('data: to')));
    for (const stream of streams) stream.destroy();
  }

  #streams(): Exchange[] {
    return this.#server.connected(this.#path).filter(({ state }) => state === 'streaming');
  }
}
