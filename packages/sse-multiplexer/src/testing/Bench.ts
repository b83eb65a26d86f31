import { jest } from '@jest/globals';
import { EventStreamMultiplexer } from '../EventStreamMultiplexer.js';
import type { MultiplexerOptions } from '../MultiplexerOptions.js';
import type { Warn } from '../Warn.js';
import { ModelPage } from './ModelPage.js';
import { ModelServer } from './ModelServer.js';
import { settle } from './settle.js';

/** A multiplexer between a server and its pages, under fake time. */
export class Bench {
  readonly server: ModelServer;
  readonly multiplexer: EventStreamMultiplexer;
  readonly warn = jest.fn<Warn>();

  constructor(options: MultiplexerOptions = {}, server = new ModelServer()) {
    this.server = server;
    this.multiplexer = new EventStreamMultiplexer(options, {
      origin: 'https://app.test',
      fetch: (request) => this.server.fetch(request),
      warn: this.warn,
    });
  }

  /** How many upstreams are open. */
  get open(): number {
    return this.server.openConnections.length;
  }

  /** The last event ID of every attempt so far. */
  get attempts(): (string | null)[] {
    return this.server.connections.map(({ lastEventId }) => lastEventId);
  }

  /** A page that has opened its stream, or come back to it. */
  async join(page: ModelPage | string, ...more: ModelPage[]): Promise<ModelPage> {
    const pages = [typeof page === 'string' ? new ModelPage(page) : page, ...more];
    await Promise.all(
      pages.map((each) => each.connect(this.multiplexer, (request) => this.server.fetch(request))),
    );
    await settle();
    return pages[0];
  }

  async publish(count: number): Promise<void> {
    this.server.publish(count);
    await settle();
  }

  async send(text: string): Promise<void> {
    this.server.send(text);
    await settle();
  }

  async drop(how: 'end' | 'break' | 'mid-block' = 'end'): Promise<void> {
    this.server.drop(how);
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
}
