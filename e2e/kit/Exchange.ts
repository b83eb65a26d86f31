import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { RecordedRequest } from './RecordedRequest.js';

type State = 'waiting' | 'streaming' | 'ended' | 'left';

/** One request and the answer that the test gives to it, byte by byte. */
export class Exchange {
  readonly request: RecordedRequest;
  readonly #response: ServerResponse;
  readonly #changed: () => void;
  #state: State = 'waiting';
  #closedAt: number | undefined;
  /** Whether the stream stands between two blocks. */
  #isBetween = true;

  constructor(request: IncomingMessage, response: ServerResponse, changed: () => void) {
    const { method = '', url = '', headers } = request;
    const id = headers['last-event-id'];
    this.request = {
      method,
      url,
      headers,
      lastEventId: typeof id === 'string' ? Buffer.from(id, 'latin1').toString() : undefined,
      cookie: headers.cookie,
      at: performance.now(),
    };
    this.#response = response;
    this.#changed = changed;
    response.on('close', () => {
      this.#state = response.writableFinished ? 'ended' : 'left';
      this.#closedAt = performance.now();
      changed();
    });
    response.on('error', changed);
  }

  /** `left`: the connection went away before the server ended the answer. */
  get state(): State {
    return this.#state;
  }

  /** When the answer was over, by whichever side. */
  get closedAt(): number | undefined {
    return this.#closedAt;
  }

  /** Answers with everything at once. */
  respond(status: number, headers: OutgoingHttpHeaders = {}, body = ''): void {
    this.#response.writeHead(status, headers).end(body);
    this.#become('ended');
  }

  redirect(location: string, status = 302): void {
    this.respond(status, { location });
  }

  /** Sends the headers of an event stream and leaves the body open. */
  open(headers: OutgoingHttpHeaders = {}): this {
    this.#response.socket?.setNoDelay(true);
    this.#response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      ...headers,
    });
    this.#response.flushHeaders();
    this.#become('streaming');
    return this;
  }

  /** Resolves when the bytes are with the operating system. */
  write(bytes: string | Uint8Array): Promise<void> {
    this.#isBetween = Buffer.from(bytes).subarray(-2).equals(Buffer.from('\n\n'));
    return new Promise((resolve) => this.#response.write(bytes, () => resolve()));
  }

  /** Sends a comment, where that is not in the middle of a block: a sign of life, and nothing that a page sees. */
  comment(): void {
    if (this.#state === 'streaming' && this.#isBetween) void this.write(':\n\n');
  }

  end(): void {
    this.#response.end();
    this.#become('ended');
  }

  /** Breaks the connection: a TCP reset, not an end of the body. */
  destroy(): void {
    const { socket } = this.#response;
    if (socket && 'resetAndDestroy' in socket) socket.resetAndDestroy();
    else this.#response.destroy();
  }

  #become(state: State): void {
    this.#state = state;
    this.#changed();
  }
}
