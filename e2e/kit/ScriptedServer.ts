import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Changes } from './Changes.js';
import { Exchange } from './Exchange.js';

/** Answers one request; `attempt` counts the requests for this path from 1. */
export type Script = (exchange: Exchange, attempt: number) => void;

/** How many requests, the newest ones, a message about what was not seen names. */
const summaryLength = 50;

/** An HTTP/1.1 server on the loopback interface, each of whose answers is under the test's control. */
export class ScriptedServer {
  readonly #server: Server;
  readonly #changes = new Changes();
  readonly #scripts = new Map<string, Script>();
  readonly #exchanges: Exchange[] = [];
  #port = 0;
  #application: RequestListener | undefined;
  readonly #exchangesByPath = new Map<string, Exchange[]>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<ScriptedServer> {
    // A page shall find the connection that it was loaded over, however slow the test is.
    const server = createServer({ keepAliveTimeout: 60_000 });
    const scripted = new ScriptedServer(server);
    server.on('request', (request, response) => {
      const exchange = new Exchange(request, response, scripted.#changes.announce);
      const path = pathOf(exchange);
      const samePath = scripted.#exchangesByPath.get(path) ?? [];
      scripted.#exchanges.push(exchange);
      scripted.#exchangesByPath.set(path, samePath);
      samePath.push(exchange);
      const script = scripted.#scripts.get(path);
      if (script) script(exchange, samePath.length);
      else if (scripted.#application) scripted.#application(request, response);
      else exchange.respond(404);
      scripted.#changes.announce();
    });
    await scripted.comeUp();
    scripted.#port = (server.address() as AddressInfo).port;
    return scripted;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Sets the script of a path; the query of a request does not matter. */
  route(path: string, script: Script): void {
    this.#scripts.set(path, script);
  }

  /** Has everything without a script answered by a server program of another kind. */
  serve(application: RequestListener): void {
    this.#application = application;
  }

  /** Serves a text that never changes. */
  file(path: string, contentType: string, body: string): void {
    this.route(path, (exchange) =>
      exchange.respond(200, { 'content-type': contentType, 'cache-control': 'no-store' }, body),
    );
  }

  /** Every request for a path so far, oldest first. */
  exchanges(path: string): readonly Exchange[] {
    return [...(this.#exchangesByPath.get(path) ?? [])];
  }

  /** Those of them whose connection is still there, answered or not. */
  connected(path: string): readonly Exchange[] {
    return this.exchanges(path).filter(({ state }) => state === 'waiting' || state === 'streaming');
  }

  /** Resolves as soon as the condition on what this server has seen holds. */
  async until(expected: string, condition: () => boolean, milliseconds?: number): Promise<void> {
    await this.#changes.until(expected, condition, () => this.#summary(), milliseconds);
  }

  /**
   * Resolves as soon as so many connections to a path are open. To be awaited, not expected: Chromium
   * keeps one for 5 s whose request is aborted while the head of its response is under way, and a worker of
   * Firefox until the server's next bytes where bytes arrived in the moment of the abort. So all get a comment
   * each second; one that somebody holds stays open all the same.
   *
   * @param method counts only requests of this method
   */
  async untilConnected(path: string, count: number, method?: string): Promise<void> {
    const open = (): readonly Exchange[] =>
      this.connected(path).filter(
        ({ request }) => method === undefined || request.method === method,
      );
    const heartbeat = setInterval(() => {
      for (const exchange of open()) exchange.comment();
    }, 1000);
    try {
      await this.until(`${count} connection(s) to ${path}`, () => open().length === count);
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** Resolves with the nth request (from 1) for a path. */
  async request(path: string, count = 1): Promise<Exchange> {
    const nth = (): Exchange | undefined => this.exchanges(path)[count - 1];
    await this.until(`${count} request(s) for ${path}`, () => nth() !== undefined);
    return nth() as Exchange;
  }

  /** Breaks every connection, and refuses new ones until {@link ScriptedServer.comeUp}. */
  async goDown(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Listens again, where it has listened before. */
  async comeUp(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  #summary(): string {
    const lines = this.#exchanges
      .slice(-summaryLength)
      .map(({ request, state }) => `${request.method} ${request.url.slice(0, 100)} (${state})`);
    return lines.join(', ') || 'no request';
  }
}

const pathOf = ({ request }: Exchange): string => request.url.replace(/[?#].*$/, '');
