const encoder = new TextEncoder();

/** One connection to a {@link ModelServer}. */
export interface Connection {
  readonly lastEventId: string | null;
  readonly request: Request;
  isOpen: boolean;
}

type Controller = ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;

/**
 * A server as the model has it: events 1, 2, 3, … for everybody, each with its number as ID, and
 * every connection goes on after the last event ID that it names; one that names none is told the
 * newest ID, so that it can. Its answers are real Responses.
 */
export class ModelServer {
  readonly connections: Connection[] = [];
  /** How many events have been published. */
  published = 0;
  /** Whether events carry IDs. */
  readonly #hasIds: boolean;
  readonly #controllers = new Map<Connection, Controller>();
  /** Cuts what is sent into chunks of so many bytes; 0 leaves it whole. */
  chunkBytes = 0;
  /** The query parameter by which the last event ID is named, too. */
  cursor = '';
  /** How many connections were open at one time, at most. */
  mostOpen = 0;
  /** What a connection that names no last event ID is told first. */
  greeting = '';
  /** Answers requests with what it returns, if anything, as long as it is set. */
  refusal: ((request: Request) => Response | Promise<Response> | Error | undefined) | undefined;

  constructor(hasIds = true) {
    this.#hasIds = hasIds;
  }

  get openConnections(): Connection[] {
    return this.connections.filter(({ isOpen }) => isOpen);
  }

  readonly fetch = (request: Request): Promise<Response> => {
    const connection: Connection = {
      request,
      lastEventId:
        request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get(this.cursor),
      isOpen: true,
    };
    this.connections.push(connection);
    this.mostOpen = Math.max(this.mostOpen, this.openConnections.length);
    const refusal = this.refusal?.(request);
    if (refusal) {
      connection.isOpen = false;
      return refusal instanceof Error ? Promise.reject(refusal) : Promise.resolve(refusal);
    }
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => {
        this.#controllers.set(connection, controller);
        const { lastEventId } = connection;
        if (lastEventId !== null) {
          this.#send(connection, this.#blocks(Number(lastEventId) + 1, this.published));
          return;
        }
        this.#send(connection, this.greeting);
        if (this.#hasIds) this.#send(connection, `id: ${this.published}\n\n`);
      },
      cancel: () => {
        connection.isOpen = false;
      },
    });
    request.signal.addEventListener('abort', () => (connection.isOpen = false));
    const headers = { 'content-type': 'text/event-stream' };
    return Promise.resolve(new Response(body, { headers }));
  };

  /** Publishes so many events to every connection. */
  publish(count: number): void {
    const first = this.published + 1;
    this.published += count;
    const bytes = this.#blocks(first, this.published);
    for (const connection of this.openConnections) this.#send(connection, bytes);
  }

  /** Sends text as it stands to every connection, or to some. */
  send(text: string, connections = this.openConnections): void {
    for (const connection of connections) if (connection.isOpen) this.#send(connection, text);
  }

  /** Ends every connection, or some; in the middle of a block if so asked. */
  drop(how: 'end' | 'break' | 'mid-block', connections = this.openConnections): void {
    for (const connection of connections) {
      if (how === 'mid-block') this.#send(connection, `id: ${this.published + 1}\ndata: lo`);
      connection.isOpen = false;
      const controller = this.#controllers.get(connection);
      if (how === 'end') controller?.close();
      else controller?.error(new TypeError('network error'));
    }
  }

  /** How many chunks wait to be read from a connection. */
  unread(connection: Connection | undefined): number {
    const controller = connection && this.#controllers.get(connection);
    return 1 - (controller?.desiredSize ?? 1);
  }

  #blocks(from: number, to: number): string {
    let text = '';
    for (let n = from; n <= to; n++) text += `${this.#hasIds ? `id: ${n}\n` : ''}data: ${n}\n\n`;
    return text;
  }

  #send(connection: Connection, text: string): void {
    const bytes = encoder.encode(text);
    const step = this.chunkBytes || bytes.length || 1;
    for (let at = 0; at < bytes.length; at += step) {
      this.#controllers.get(connection)?.enqueue(bytes.slice(at, at + step));
    }
  }
}
