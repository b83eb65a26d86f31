import type { Exchange } from '../kit/Exchange.js';
import type { ScriptedServer } from '../kit/ScriptedServer.js';
import { identityOf } from './identityOf.js';

/** Milliseconds between two events. */
const interval = 25;

/**
 * A stream that says in every part of each event - comment, ID and data - to whom the server sends it.
 * Events come at intervals as long as anybody is connected. The nth for Anna has the ID `anna-n`, the
 * data is `anna`. Whoever comes with an ID gets what came after it.
 */
export class IdentityStream {
  readonly #server: ScriptedServer;
  readonly #path: string;
  readonly #held: Exchange[] = [];
  #timer: NodeJS.Timeout | undefined;
  #published = 0;
  /** Answers with this, unless it is 200. */
  status = 200;
  /** Leaves requests unanswered that come while this is set. */
  holds = false;
  /** Reconnection time that each connection is given first, in milliseconds. */
  retry = 100;
  /** Without IDs two connections never stand at the same place. */
  hasIds = true;
  /** Refuses requests that this holds for, with 401. */
  refuses: (url: string) => boolean = () => false;

  constructor(server: ScriptedServer, path: string) {
    this.#server = server;
    this.#path = path;
    server.route(path, (exchange) => {
      if (exchange.request.method === 'OPTIONS') {
        exchange.respond(204, { ...cors(exchange), 'access-control-allow-headers': '*' });
      } else if (this.holds) {
        this.#held.push(exchange);
      } else {
        this.#answer(exchange);
      }
    });
  }

  /** Who has a connection, answered or not, oldest first. */
  get connected(): string[] {
    return this.#server.connected(this.#path).map(({ request }) => identityOf(request));
  }

  /** Who has asked, oldest first. */
  get asked(): string[] {
    return this.#server.exchanges(this.#path).map(({ request }) => identityOf(request));
  }

  /** The URLs that were asked for, oldest first. */
  get urls(): string[] {
    return this.#server.exchanges(this.#path).map(({ request }) => request.url);
  }

  /** How many events there have been. */
  get published(): number {
    return this.#published;
  }

  /** IDs that users have come with and that were never theirs. */
  get foreignIds(): string[] {
    return this.#server.exchanges(this.#path).flatMap(({ request }) => {
      const { lastEventId = '' } = request;
      const [, owner = identityOf(request)] = /^(.*)-\d+$/.exec(lastEventId) ?? [];
      return owner === identityOf(request) ? [] : [lastEventId];
    });
  }

  /** Ends every connection. */
  end(): void {
    for (const stream of this.#streaming()) stream.end();
  }

  /** Answers the requests that were held, and holds no more. */
  release(): void {
    this.holds = false;
    for (const exchange of this.#held.splice(0)) {
      if (exchange.state === 'waiting') this.#answer(exchange);
    }
  }

  /**
   * Resolves as soon as nobody but this user has a connection, and only one. Chromium keeps one for
   * 5 s whose request is aborted while the head of its response is under way.
   */
  async untilOnly(user: string): Promise<void> {
    await this.until(`only ${user} is connected`, ({ connected }) => connected.join() === user);
  }

  /** Resolves as soon as the condition on what this stream's server sees holds. */
  async until(expected: string, condition: (stream: this) => boolean): Promise<void> {
    await this.#server.until(`${this.#path}: ${expected}`, () => condition(this));
  }

  #answer(exchange: Exchange): void {
    const status = this.refuses(exchange.request.url) ? 401 : this.status;
    const user = identityOf(exchange.request);
    if (status !== 200) {
      exchange.respond(status, { 'content-type': 'text/plain', ...cors(exchange) }, user);
      return;
    }
    const [, from = this.#published] = /-(\d+)$/.exec(exchange.request.lastEventId ?? '') ?? [];
    const missed = Array.from({ length: this.#published - Number(from) }, (_, index) =>
      this.#block(user, Number(from) + index + 1),
    );
    void exchange.open(cors(exchange)).write(`retry: ${this.retry}\n\n${missed.join('')}`);
    this.#timer ??= setInterval(() => {
      this.#publish();
    }, interval);
  }

  #publish(): void {
    const streaming = this.#streaming();
    if (streaming.length === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    this.#published += 1;
    for (const stream of streaming) {
      void stream.write(this.#block(identityOf(stream.request), this.#published));
    }
  }

  #block(user: string, number: number): string {
    const id = this.hasIds ? `id: ${user}-${number}\n` : '';
    return `: ${user} ${number}\n${id}data: ${user}\n\n`;
  }

  #streaming(): Exchange[] {
    return this.#server.connected(this.#path).filter(({ state }) => state === 'streaming');
  }
}

const cors = ({ request }: Exchange): Record<string, string> =>
  request.headers.origin === undefined
    ? {}
    : {
        'access-control-allow-origin': request.headers.origin,
        'access-control-allow-credentials': 'true',
      };
