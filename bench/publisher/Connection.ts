import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** One open event stream. */
export class Connection {
  readonly #response: ServerResponse;

  /** Whether it is part of a carrier's connection. */
  readonly isCarried: boolean;

  constructor(response: ServerResponse, isCarried: boolean) {
    this.#response = response;
    this.isCarried = isCarried;
    response.socket?.setNoDelay(true);
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    response.flushHeaders();
  }

  get bytesWritten(): number {
    return this.#response.socket?.bytesWritten ?? 0;
  }

  write(text: string): void {
    this.#response.write(text);
  }

  /** Resolves when the connection takes more, or is gone. */
  async drained(): Promise<void> {
    while (this.#response.writableNeedDrain && !this.#response.closed) {
      const over = new AbortController();
      const { signal } = over;
      await Promise.race([
        once(this.#response, 'drain', { signal }),
        once(this.#response, 'close', { signal }),
      ]);
      over.abort();
    }
  }

  /** Resolves when the operating system has all bytes, or the connection is gone. */
  async flushed(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#response.once('close', resolve);
      this.#response.write(':\n\n', () => resolve());
    });
  }
}
