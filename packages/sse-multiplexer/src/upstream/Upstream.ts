import type { EventBlock } from '../wire/EventBlock.js';
import { EventBlockSplitter } from '../wire/EventBlockSplitter.js';
import { EventBlockTooLargeError } from '../wire/EventBlockTooLargeError.js';
import { isEventStreamResponse } from './isEventStreamResponse.js';
import { refusal } from './refusal.js';
import type { Resumption } from './Resumption.js';
import { ResumptionRefusedError } from './ResumptionRefusedError.js';
import type { HeaderOptions } from './roleOfHeader.js';
import type { Cursor } from '../options/MultiplexerOptions.js';
import type { Resume } from '../options/Resume.js';
import { SettledAbort } from './SettledAbort.js';
import { upstreamRequest } from './upstreamRequest.js';
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
 * `deliver`, then `ended`. Nothing comes after `stop`.
 *
 * @internal
 */
export interface UpstreamSink {
  opened(response: Response, upstream: Upstream): void;
  /** The server's answer is no event stream. */
  refused(response: Response, upstream: Upstream): void;
  /** There was no answer. */
  failed(error: unknown, upstream: Upstream): void;
  /** Whole blocks of one chunk, or at the end. Nothing more is read until the promise settles. */
  deliver(blocks: readonly EventBlock[]): Promise<void>;
  ended(end: UpstreamEnd): void;
}

/**
 * What an upstream is opened with.
 *
 * @internal
 */
export interface UpstreamOpening {
  /** The request of the page on whose behalf it is opened. */
  readonly page: Request;
  /** The ID to resume after, if the server can be asked to; `''` for none. */
  readonly lastEventId: string;
  /** Whether the request is left to the browser rather than begun anew, where it cannot be resumed. */
  readonly isLeftRather?: boolean;
  /** Milliseconds for which the answer is waited for; default: the option `silence`. */
  readonly patience?: number | undefined;
}

/** @internal */
export interface UpstreamOptions extends HeaderOptions {
  readonly cursor?: Cursor | undefined;
  readonly maxBlockBytes: number;
  /** Milliseconds; `false` never gives up. */
  readonly silence: number | false;
  /** What the page gets in place of a response that may not be shared; `undefined` for any other. */
  readonly inPlaceOf?: (response: Response, page: Request) => Response | undefined;
}

/** Milliseconds: a stream that its server ends sooner may be an answer to somebody who polls; later, a restart. */
const POLL = 250;

/**
 * One connection to the server. Sole owner of its abort and reader.
 *
 * @internal
 */
export class Upstream {
  /** The ID after which the server was asked to resume; `''` if it was not. */
  resumedAfter = '';
  #openedAt = Infinity;
  readonly opening: UpstreamOpening;
  readonly #abort = new SettledAbort();
  #sink: UpstreamSink;
  readonly #resumption: Resumption;
  readonly #options: UpstreamOptions;

  constructor(
    sink: UpstreamSink,
    opening: UpstreamOpening,
    resumption: Resumption,
    options: UpstreamOptions,
  ) {
    this.#sink = sink;
    this.opening = opening;
    this.#resumption = resumption;
    this.#options = options;
  }

  /** Milliseconds since the server has answered with an event stream. */
  get age(): number {
    return performance.now() - this.#openedAt;
  }

  /** Whether it has been open for too long to be an answer to somebody who polls. */
  get outlastsPoll(): boolean {
    return this.age >= POLL;
  }

  /** From now on another sink is told. */
  tell(sink: UpstreamSink): void {
    this.#sink = sink;
  }

  /** Aborts the connection. A second call does nothing. */
  stop(): void {
    this.#abort.abort();
  }

  /** Connects, then relays blocks until the end. Never rejects. */
  async open(fetch: FetchUpstream): Promise<void> {
    const { signal } = this.#abort;
    const silence = this.#options.silence || this.opening.patience;
    let isSilent = false;
    const giveUp = (): void => {
      isSilent = true;
      this.stop();
    };
    const watchdog = silence ? setTimeout(giveUp, silence) : undefined;
    try {
      const response = await untilAborted(this.#ask(fetch), signal);
      clearTimeout(watchdog);
      if (this.#abort.isWanted) return;
      // A plugin may have answered with one; it is no response that a page can be given.
      if (response.type === 'error' || response.status === 0 || response.body?.locked)
        throw new TypeError('The answer cannot be read.');
      this.#resumption.answered(response);
      const other = this.#options.inPlaceOf?.(response, this.opening.page);
      if (other) this.stop();
      const stop = (): void => {
        this.stop();
      };
      if (!other && isEventStreamResponse(response)) await this.#relay(response);
      else this.#sink.refused(other ?? refusal(response, stop), this);
    } catch (error) {
      if (this.#abort.isWanted && !isSilent) return;
      this.stop();
      this.#sink.failed(isSilent ? new TypeError('The server does not answer.') : error, this);
    } finally {
      clearTimeout(watchdog);
    }
  }

  /**
   * Asks the server to resume after the ID. Where a preflight may have forbidden that, it is asked
   * once more, without the ID; the request of a page that the browser can resume is then left to it.
   */
  async #ask(fetch: FetchUpstream): Promise<Response> {
    const { page, lastEventId, isLeftRather } = this.opening;
    const { signal } = this.#abort;
    const answered = (response: Response): Response => {
      this.#abort.answered();
      return response;
    };
    const ask = (way: Resume): Promise<Response> => {
      this.resumedAfter = way === false ? '' : lastEventId;
      return fetch(upstreamRequest(page, signal, lastEventId, way, this.#options)).then(answered);
    };
    const mayBeRefused = lastEventId !== '' && this.#resumption.mayBeRefused(page);
    try {
      const response = await ask(this.#resumption.wayFor(page));
      if (mayBeRefused) this.#resumption.accepted();
      return response;
    } catch (error) {
      if (this.#abort.isWanted || !mayBeRefused) throw error;
    }
    const response = await ask(false);
    this.#resumption.refuse(page);
    if (isLeftRather) throw new ResumptionRefusedError();
    return response;
  }

  async #relay(response: Response): Promise<void> {
    this.#openedAt = performance.now();
    this.#sink.opened(response, this);
    const splitter = new EventBlockSplitter(this.#options.maxBlockBytes);
    const end = await this.#readAll(response, splitter);
    if (this.#abort.isWanted && end !== 'silent') return;
    this.stop();
    const last = splitter.end();
    if (last.length > 0) void this.#sink.deliver(last);
    this.#sink.ended(end);
  }

  async #readAll(response: Response, splitter: EventBlockSplitter): Promise<UpstreamEnd> {
    const { signal } = this.#abort;
    const { silence } = this.#options;
    const reader = response.body?.getReader();
    // A plugin may have put another body in the response's place, which the signal does not reach.
    signal.addEventListener('abort', () => void reader?.cancel().catch(() => undefined));
    let isSilent = false;
    const giveUp = (): void => {
      isSilent = true;
      this.stop();
    };
    while (reader && !this.#abort.isWanted) {
      const watchdog = silence ? setTimeout(giveUp, silence) : undefined;
      let blocks: EventBlock[];
      try {
        const { done, value } = await reader.read();
        if (done) break;
        blocks = splitter.push(value);
      } catch (error) {
        if (error instanceof EventBlockTooLargeError) return 'too-large';
        return isSilent ? 'silent' : 'broken';
      } finally {
        clearTimeout(watchdog);
      }
      // A sink that stops the upstream while it is served is told nothing more.
      if (blocks.length > 0 && !this.#abort.isWanted) await this.#sink.deliver(blocks);
    }
    return isSilent ? 'silent' : 'ended';
  }
}

/** Settles as the promise does, and rejects once the signal is aborted, whatever the promise does. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(new DOMException('The connection was stopped.', 'AbortError'));
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject);
  });
}
