import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventClock } from './EventClock.js';
import { faults } from './faults.js';
import { faultsPage } from './faultsPage.js';
import { playStream } from './playStream.js';
import { StreamExchange } from './StreamExchange.js';
import type { StreamScript } from './StreamScript.js';

export interface FaultServerOptions {
  /** Default: any free port. */
  readonly port?: number;
  /** Origins whose pages may read, beside those of this machine. */
  readonly allowedOrigins?: readonly string[];
  /** Told of each request. */
  readonly log?: (line: string) => void;
}

const healthy: StreamScript = {};

/** An HTTP/1.1 server on the loopback interface with one stream for each fault, and a healthy one. */
export class FaultServer {
  readonly origin: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(options: FaultServerOptions = {}): Promise<FaultServer> {
    const { port = 0, allowedOrigins = [], log = () => undefined } = options;
    const clock = new EventClock();
    const allowed = new Set(allowedOrigins);
    const scripts = new Map<string, StreamScript>([['healthy', healthy]]);
    for (const { name, script } of faults) scripts.set(name, script);
    const server = createServer((request, response) => {
      const exchange = new StreamExchange(request, response, allowed);
      const name = exchange.url.pathname.slice(1);
      log(
        `${request.method ?? ''} ${request.url ?? ''} from ${request.headers.origin ?? 'no origin'}`,
      );
      const script = scripts.get(name);
      if (script === undefined) answerPage(name, request, response);
      else void playStream(script, exchange, clock);
    });
    // IPv4 and its other name, "localhost", which is another origin.
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return new FaultServer(server);
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

function answerPage(name: string, _request: IncomingMessage, response: ServerResponse): void {
  const isKnown = name === '' || name === 'login';
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  response.writeHead(isKnown ? 200 : 404, headers);
  response.end(name === '' ? faultsPage(faults) : `<!doctype html><title>${name}</title>`);
}
