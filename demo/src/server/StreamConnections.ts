import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Resumed } from '../shared/events.js';
import type { Mode, StreamName } from '../shared/modes.js';
import { RateMeter } from '../shared/RateMeter.js';
import type { EventLog } from './EventLog.js';
import { serveEventStream } from './serveEventStream.js';

interface Connection {
  readonly mode: Mode;
  readonly stream: StreamName;
  readonly response: ServerResponse;
  readonly url: string;
  /** It has no connection of its own. */
  readonly isCarried: boolean;
}

/** The event stream connections that the server holds, and what their requests carried. */
export class StreamConnections {
  readonly #open = new Set<Connection>();
  readonly #carriers = new Set<{ readonly mode: Mode }>();
  readonly #stalled = new Set<Mode>();
  readonly #sent = new Map<Mode, RateMeter>();
  readonly #resumed = new Map<Mode, Resumed>();
  readonly #requests = new Map<Mode, number>();

  serve(
    request: IncomingMessage,
    response: ServerResponse,
    mode: Mode,
    stream: StreamName,
    log: EventLog,
  ): void {
    const { url = '', headers } = request;
    const isCarried = headers['event-stream-carried'] !== undefined;
    const connection = { mode, stream, response, url, isCarried };
    this.#open.add(connection);
    response.once('close', () => this.#open.delete(connection));
    if (this.#stalled.has(mode)) response.cork();
    this.#noteRequest(mode, headers['last-event-id'] !== undefined);
    serveEventStream(request, response, log, (count) => {
      this.#meter(mode).add(count, Date.now());
    });
  }

  count(mode: Mode, stream: StreamName): number {
    let count = 0;
    for (const held of this.#of(mode)) if (held.stream === stream && !held.isCarried) count += 1;
    return count;
  }

  /** Counts a connection that carries other streams, for as long as it lasts. */
  noteCarrier(mode: Mode, response: ServerResponse): void {
    const carrier = { mode };
    this.#carriers.add(carrier);
    response.once('close', () => this.#carriers.delete(carrier));
  }

  carriers(mode: Mode): number {
    return [...this.#carriers].filter((carrier) => carrier.mode === mode).length;
  }

  /** How many different streams are open. */
  streams(mode: Mode): number {
    return new Set(this.#of(mode).map(({ url }) => url)).size;
  }

  sentPerSecond(mode: Mode): number {
    return this.#meter(mode).perSecond(Date.now());
  }

  /** Stream requests that ever came. */
  requests(mode: Mode): number {
    return this.#requests.get(mode) ?? 0;
  }

  /** Said of the requests since the last {@link cut}; `none` where there was no cut. */
  resumed(mode: Mode): Resumed {
    return this.#resumed.get(mode) ?? 'none';
  }

  /** Ends every stream of the mode cleanly, as a server that restarts would. Returns how many. */
  cut(mode: Mode): number {
    const held = this.#of(mode);
    this.#resumed.set(mode, 'none');
    for (const { response } of held) response.end();
    return held.length;
  }

  /** Keeps every stream of the mode silent for a while; what is sent meanwhile comes after it. */
  stall(mode: Mode, milliseconds: number): void {
    if (this.#stalled.has(mode)) return;
    this.#stalled.add(mode);
    for (const { response } of this.#of(mode)) response.cork();
    setTimeout(() => {
      this.#stalled.delete(mode);
      for (const { response } of this.#of(mode)) response.uncork();
    }, milliseconds);
  }

  #of(mode: Mode): Connection[] {
    return [...this.#open].filter((connection) => connection.mode === mode);
  }

  #noteRequest(mode: Mode, withId: boolean): void {
    this.#requests.set(mode, this.requests(mode) + 1);
    if (!this.#resumed.has(mode)) return;
    // Tabs that are new since the cut ask without an id; one request with an id is proof enough.
    if (withId) this.#resumed.set(mode, 'with-id');
    else if (this.resumed(mode) === 'none') this.#resumed.set(mode, 'without-id');
  }

  #meter(mode: Mode): RateMeter {
    const known = this.#sent.get(mode);
    if (known !== undefined) return known;
    const meter = new RateMeter();
    this.#sent.set(mode, meter);
    return meter;
  }
}
