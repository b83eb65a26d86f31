import { jest } from '@jest/globals';
import { PagePositions } from '../memory/PagePositions.js';
import { EventStreamMultiplexer } from '../sharing/EventStreamMultiplexer.js';
import type { MultiplexerOptions } from '../options/MultiplexerOptions.js';
import type { Warn } from '../options/Warn.js';
import { ModelPage } from './ModelPage.js';
import { type Connection, ModelServer } from './ModelServer.js';
import { settle } from './settle.js';

/** Which of the open connections. */
type Which = 'all' | 'oldest' | 'newest';

/** A multiplexer between a server and its pages, under fake time. */
export class Bench {
  readonly server: ModelServer;
  readonly multiplexer: EventStreamMultiplexer;
  readonly warn = jest.fn<Warn>();
  readonly positions = new PagePositions();

  /** @param options - `join` is `'live'` unless they say otherwise: pages share from the start. */
  constructor(options: MultiplexerOptions = {}, server = new ModelServer()) {
    this.server = server;
    this.multiplexer = new EventStreamMultiplexer(
      { join: 'live', ...options },
      {
        origin: 'https://app.test',
        fetch: server.fetch,
        warn: this.warn,
        positions: this.positions,
      },
    );
  }

  /** How many upstreams are open. */
  get open(): number {
    return this.server.openConnections.length;
  }

  /** The last event ID of every attempt so far. */
  get attempts(): (string | null)[] {
    return this.server.connections.map(({ lastEventId }) => lastEventId);
  }

  /** A page opens its stream, or comes back to it. */
  async join(page: ModelPage | string): Promise<ModelPage> {
    const joining = typeof page === 'string' ? new ModelPage(page) : page;
    await this.joinAll(joining);
    return joining;
  }

  /** Several at the same moment. */
  async joinAll(...pages: ModelPage[]): Promise<void> {
    const { fetch } = this.server;
    await Promise.all(pages.map((page) => page.connect(this.multiplexer, fetch)));
    await settle();
  }

  async publish(count: number): Promise<void> {
    this.server.publish(count);
    await settle();
  }

  async send(text: string, to: Which = 'all'): Promise<void> {
    this.server.send(text, this.#connections(to));
    await settle();
  }

  async drop(how: 'end' | 'break' | 'mid-block' = 'end', which: Which = 'all'): Promise<void> {
    this.server.drop(how, this.#connections(which));
    await settle();
  }

  /** Who the user is may have changed: all streams are forgotten. */
  async reset(): Promise<void> {
    this.multiplexer.reset();
    await settle();
  }

  async leave(...pages: ModelPage[]): Promise<void> {
    await Promise.all(pages.map((page) => page.leave()));
    await settle();
  }

  /** Lets time pass, and what follows from it happen. */
  async pass(milliseconds: number): Promise<void> {
    jest.advanceTimersByTime(milliseconds);
    await settle();
  }

  #connections(which: Which): Connection[] {
    const all = this.server.openConnections;
    if (which === 'all') return all;
    return which === 'oldest' ? all.slice(0, 1) : all.slice(-1);
  }
}
