import { jest } from '@jest/globals';
import { PagePositions } from '../memory/PagePositions.js';
import type { MultiplexerOptions } from '../options/MultiplexerOptions.js';
import { EventStreamMultiplexer } from '../sharing/EventStreamMultiplexer.js';
import { ModelPage } from './ModelPage.js';
import { ModelServer } from './ModelServer.js';
import { settle } from './settle.js';
import type { ClientKind, WorldStep } from './WorldStep.js';

/**
 * An EventSource of the world. It starts after what had been relayed when it was opened, which is at least
 * what others had received and at most what the server had sent.
 */
export interface Inhabitant {
  readonly page: ModelPage;
  /** Number of the newest event that any EventSource had when this one was opened. */
  readonly relayed: number;
  /** Number of the newest event that the server had sent by then. */
  readonly published: number;
  isClosed: boolean;
}

/** A server, a worker and its pages: takes one step after the other, and knows what was to be seen. */
export class ModelWorld {
  readonly server: ModelServer;
  readonly inhabitants: Inhabitant[] = [];
  readonly #options: MultiplexerOptions;
  #positions = new PagePositions();
  #multiplexer: EventStreamMultiplexer;
  #isDown = false;

  constructor(options: MultiplexerOptions, hasIds: boolean) {
    this.server = new ModelServer(hasIds);
    this.#options = options;
    this.#multiplexer = this.#newMultiplexer();
  }

  async take(step: WorldStep): Promise<void> {
    switch (step.do) {
      case 'publish':
        this.server.chunkBytes = step.chunkBytes;
        this.server.publish(step.count);
        break;
      case 'drop':
        this.server.drop(step.how);
        break;
      case 'open':
        await this.#open(`client ${step.client}`, step.kind, step.isReading);
        break;
      case 'close':
        await this.#present(step.page, async (inhabitant) => {
          inhabitant.isClosed = true;
          await inhabitant.page.leave();
        });
        break;
      case 'return':
        await this.#present(step.page, (inhabitant) => this.#comeBack(inhabitant));
        break;
      case 'read':
        await this.#present(step.page, ({ page }) => {
          page.readOn();
        });
        break;
      case 'return-all':
        for (const inhabitant of this.inhabitants) await this.#comeBack(inhabitant);
        break;
      case 'go-down':
        this.#isDown = true;
        this.server.refusal = () => new TypeError('unreachable');
        break;
      case 'come-up':
        this.#isDown = false;
        this.server.refusal = undefined;
        break;
      case 'hand-over':
        this.#multiplexer.handOver();
        break;
      case 'update':
        this.#update();
        break;
      case 'rotate':
        this.#multiplexer.oldest[0]?.sendAway();
        break;
      case 'pass-time':
        jest.advanceTimersByTime(step.milliseconds);
        break;
      case 'set-clock':
        jest.setSystemTime(Date.now() + step.by);
        break;
    }
    await settle();
  }

  /** The server is there, everybody reads and has come back. */
  async converge(): Promise<void> {
    await this.take({ do: 'come-up' });
    // A page over its bound is sent away again and again until it has caught up.
    for (let round = 0; round < 50; round++) {
      for (const { page } of this.inhabitants) page.readOn();
      await settle();
      await this.take({ do: 'return-all' });
    }
  }

  #newMultiplexer(): EventStreamMultiplexer {
    return new EventStreamMultiplexer(this.#options, {
      origin: 'https://app.test',
      fetch: this.server.fetch,
      warn: () => undefined,
      positions: this.#positions,
    });
  }

  #update(): void {
    this.#multiplexer.handOver();
    const records = structuredClone(this.#positions.records());
    this.#positions = new PagePositions();
    this.#positions.takeOver(records);
    this.#multiplexer = this.#newMultiplexer();
  }

  /** Opens one only while the server is there, so that it is known where it starts. */
  async #open(clientId: string, kind: ClientKind, isReading: boolean): Promise<void> {
    if (this.#isDown) return;
    const page = new ModelPage(clientId, kind !== 'chromium');
    page.isReading = isReading;
    page.seesBreaks = kind === 'fetch';
    if (kind === 'webkit' || kind === 'fetch') page.name = undefined;
    const { published } = this.server;
    this.inhabitants.push({ page, relayed: this.#newest, published, isClosed: false });
    await page.connect(this.#multiplexer, this.server.fetch);
  }

  get #newest(): number {
    return Math.max(0, ...this.inhabitants.map(({ page }) => page.numbers.at(-1) ?? 0));
  }

  async #comeBack({ page, isClosed }: Inhabitant): Promise<void> {
    if (isClosed || page.readyState !== 'connecting') return;
    await page.connect(this.#multiplexer, this.server.fetch);
    await settle();
  }

  async #present(
    index: number,
    action: (inhabitant: Inhabitant) => void | Promise<void>,
  ): Promise<void> {
    const inhabitant = this.inhabitants[index % Math.max(1, this.inhabitants.length)];
    if (inhabitant && !inhabitant.isClosed) await action(inhabitant);
  }
}
