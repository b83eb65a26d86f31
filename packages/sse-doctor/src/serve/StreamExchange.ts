import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { allowedOrigin } from './allowedOrigin.js';

/** One request for a scripted stream. */
export class StreamExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly #allowed: ReadonlySet<string>;

  constructor(request: IncomingMessage, response: ServerResponse, allowed: ReadonlySet<string>) {
    this.request = request;
    this.response = response;
    this.#allowed = allowed;
  }

  /** As it was asked for, on the name of the host that was asked. */
  get url(): URL {
    return new URL(this.request.url ?? '/', `http://${this.request.headers.host ?? 'localhost'}`);
  }

  /** The same server by its other name, and so another origin. */
  get otherOrigin(): string {
    const { hostname, port } = this.url;
    return `http://${hostname === 'localhost' ? '127.0.0.1' : 'localhost'}:${port}`;
  }

  get lastEventId(): string | undefined {
    const id = this.request.headers['last-event-id'];
    return typeof id === 'string' ? Buffer.from(id, 'latin1').toString() : undefined;
  }

  /** What a browser needs to let a page of the asking origin read, with cookies. */
  get corsHeaders(): OutgoingHttpHeaders {
    const origin = allowedOrigin(this.request.headers.origin, this.#allowed);
    return {
      vary: 'Origin',
      ...(origin === undefined
        ? {}
        : {
            'access-control-allow-origin': origin,
            'access-control-allow-credentials': 'true',
          }),
    };
  }

  /** Sends the head of an answer; a header that is `undefined` is not sent. */
  writeHead(status: number, headers: OutgoingHttpHeaders): void {
    const sent = Object.entries(headers).filter(([, value]) => value !== undefined);
    this.response.writeHead(status, Object.fromEntries(sent));
    this.response.flushHeaders();
  }

  redirect(location: string, headers: OutgoingHttpHeaders = this.corsHeaders): void {
    this.writeHead(302, { ...headers, location });
    this.response.end();
  }
}
