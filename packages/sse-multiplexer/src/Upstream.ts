import type { EventBlock } from './EventBlock.js';
import { EventBlockSplitter } from './EventBlockSplitter.js';
import { EventBlockTooLargeError } from './EventBlockTooLargeError.js';
import { isEventStreamResponse } from './isEventStreamResponse.js';
import { refusal } from './refusal.js';
import type { FetchUpstream } from './Visit.js';

/**
 * Why an open upstream is over: the server ended it, it broke, nothing came for `silence`
 * milliseconds, or a block was larger than `maxBlockBytes`.
 *
 * @internal
 */
export type UpstreamEnd = 'ended' | 'broken' | 'silent' | 'too-large';

/**
 * What an upstream tells, in this order: `opened`, `refused` or `failed`; after `opened` any number of
 * `blocks`, then `ended`. Nothing comes after `stop`.
 *
 * @internal
 */
export interface UpstreamSink {
  opened(response: Response): void;
  /** The server's answer is no event stream. */
  refused(response: Response): void;
  /** There was no answer. */
  failed(error: unknown): void;
  /** Whole blocks of one chunk. Nothing more is read until the promise, if one is returned, settles. */
  blocks(blocks: EventBlock[]): Promise<void> | undefined;
  ended(end: UpstreamEnd): void;
}

/**
 * One way to ask the server.
 *
 * @internal
 */
export interface UpstreamRequest {
  readonly make: (signal: AbortSignal) => Request;
  /** Told when this request, not one before it, has an answer. */
  readonly onAnswer?: () => void;
}

/** @internal */
export interface UpstreamOptions {
  readonly maxBlockBytes: number;
  /** Milliseconds; 0 never gives up. */
  readonly silence: number;
}

/**
 * One connection to the server. Sole owner of its AbortController and reader.
 *
 * @internal
 */
export class Upstream {
  readonly #abort = new AbortController();
  readonly #sink: UpstreamSink;
  readonly #options: UpstreamOptions;

  constructor(sink: UpstreamSink, options: UpstreamOptions) {
    this.#sink = sink;
    this.#options = options;
  }

  /** Aborts the connection. A second call does nothing. */
  stop(): void {
    this.#abort.abort();
  }

  /**
   * Connects, then relays blocks until the end. Never rejects.
   *
   * @param requests - asked in turn while there is no answer at all.
   */
  async open(fetch: FetchUpstream, requests: readonly UpstreamRequest[]): Promise<void> {
    const { signal } = this.#abort;
    let response: Response | undefined;
    let error: unknown;
    for (const { make, onAnswer } of requests) {
      if (signal.aborted || response) break;
      try {
        response = await fetch(make(signal));
        onAnswer?.();
      } catch (reason) {
        error = reason;
      }
    }
    if (signal.aborted) return;
    if (!response) this.#sink.failed(error);
    else if (isEventStreamResponse(response)) await this.#relay(response);
    else {
      this.#sink.refused(
        refusal(response, () => {
          this.stop();
        }),
      );
    }
  }

  async #relay(response: Response): Promise<void> {
    const { signal } = this.#abort;
    this.#sink.opened(response);
    const end = await this.#readAll(response);
    if (signal.aborted && end !== 'silent') return;
    this.stop();
    this.#sink.ended(end);
  }

  async #readAll(response: Response): Promise<UpstreamEnd> {
    const { signal } = this.#abort;
    const splitter = new EventBlockSplitter(this.#options.maxBlockBytes);
    const reader = response.body?.getReader();
    // A plugin may have put another body in the response's place, which the signal does not reach.
    signal.addEventListener('abort', () => void reader?.cancel().catch(() => undefined));
    let silent = false;
    while (reader && !signal.aborted) {
      const watchdog = this.#options.silence
        ? setTimeout(() => {
            silent = true;
            this.stop();
          }, this.#options.silence)
        : undefined;
      let blocks: EventBlock[];
      try {
        const { done, value } = await reader.read();
        if (silent) return 'silent';
        if (done) break;
        blocks = splitter.push(value);
      } catch (reason) {
        if (silent) return 'silent';
        return reason instanceof EventBlockTooLargeError ? 'too-large' : 'broken';
      } finally {
        clearTimeout(watchdog);
      }
      // A sink that stops the upstream while it is served is not told any more.
      if (blocks.length > 0 && !signal.aborted) await this.#sink.blocks(blocks);
    }
    return 'ended';
  }
}
