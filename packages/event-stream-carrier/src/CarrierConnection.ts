import { SettledAbort } from 'sse-multiplexer';
import { CarriedStream } from './CarriedStream.js';
import { CarrierDecoder, type CarrierEvent } from './CarrierDecoder.js';
import type { CarrierMessages, CarrierOpening } from './carrierProtocol.js';

/** Milliseconds for which a carrier without streams is kept, for pages that come back. */
const LINGER = 5000;

/**
 * Milliseconds: after a drop the POST that opens streams waits so long for one more of those that were
 * carried before.
 */
const GATHERING = 400;

/**
 * Why a connection is over: `absent`, there is no carrier where one was asked for; `lost`, it was there;
 * `unreachable`, there was no answer; `idle`, no stream is left.
 *
 * @internal
 */
export type CarrierConnectionEnd = 'absent' | 'lost' | 'unreachable' | 'idle';

const decoder = new TextDecoder();

/** @internal */
export interface CarrierConnectionOptions {
  readonly url: string;
  readonly credentials: RequestCredentials;
  /** Milliseconds in which the first event has to come. */
  readonly patience: number;
  /** Milliseconds without a byte after which the connection is given up. */
  readonly silence: number;
  readonly maxQueueBytes: number;
  /** URLs of streams that have just broken. */
  readonly expected: ReadonlySet<string>;
  /** Called when the server has opened a stream. */
  readonly onCarried: () => void;
  /** Called once, before any stream is told. `urls` are those of its streams. */
  readonly onEnd: (end: CarrierConnectionEnd, why: string, urls: ReadonlySet<string>) => void;
}

/**
 * One connection of a carrier and the streams on it. It posts one thing at a time; what is wanted meanwhile
 * goes out together.
 *
 * @internal
 */
export class CarrierConnection {
  readonly #options: CarrierConnectionOptions;
  readonly #abort = new SettledAbort();
  readonly #streams = new Map<number, CarriedStream>();
  readonly #expected: Set<string>;
  #open: CarrierOpening[] = [];
  #close: number[] = [];
  #confirm: number[] = [];
  #last = 0;
  #id = '';
  #isPosting = false;
  #isOver = false;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #linger: ReturnType<typeof setTimeout> | undefined;
  /** While something else may come that belongs into the next POST. */
  #gathering: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CarrierConnectionOptions) {
    this.#options = options;
    this.#expected = new Set(options.expected);
    if (this.#expected.size > 0) this.#gather();
    void this.#run();
  }

  /** @returns the stream's response; `undefined` if it has to be asked for without the carrier. */
  carry(request: Request): Promise<Response | undefined> {
    const { url, signal } = request;
    const number = ++this.#last;
    const close = (): void => this.#leave(number);
    const stream = new CarriedStream({
      url,
      maxQueueBytes: this.#options.maxQueueBytes,
      close,
      confirm: () => {
        this.#confirm.push(number);
        this.#postSoon();
      },
    });
    this.#streams.set(number, stream);
    clearTimeout(this.#linger);
    const { pathname, search } = new URL(url);
    this.#open.push({ stream: number, url: pathname + search, headers: [...request.headers] });
    signal.addEventListener('abort', () => {
      stream.fail(signal.reason);
      close();
    });
    const wasExpected = this.#expected.delete(url);
    if (this.#expected.size === 0) this.#release();
    else if (wasExpected && this.#gathering) this.#gather();
    this.#postSoon();
    return stream.answer;
  }

  /** Ends everything that is carried. */
  end(end: CarrierConnectionEnd, why = '', error: unknown = new TypeError(why)): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#watchdog);
    const streams = [...this.#streams.values()];
    this.#options.onEnd(end, why, new Set(streams.map(({ url }) => url)));
    this.#abort.abort();
    for (const stream of streams) {
      if (end === 'absent') stream.decline();
      stream.fail(error);
    }
  }

  #gather(): void {
    clearTimeout(this.#gathering);
    this.#gathering = setTimeout(() => this.#release(), GATHERING);
  }

  #release(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    this.#postSoon();
  }

  #leave(number: number): void {
    if (!this.#forget(number)) return;
    const { length } = this.#open;
    this.#open = this.#open.filter(({ stream }) => stream !== number);
    if (this.#open.length === length) this.#close.push(number);
    this.#postSoon();
  }

  #forget(number: number): boolean {
    if (!this.#streams.delete(number)) return false;
    if (this.#streams.size === 0) this.#linger = setTimeout(() => this.end('idle'), LINGER);
    return true;
  }

  async #run(): Promise<void> {
    const { url, credentials } = this.#options;
    let isAnswered = false;
    try {
      this.#watch(this.#options.patience, 'said nothing');
      const response = await fetch(url, {
        headers: { accept: 'text/event-stream' },
        cache: 'no-store',
        credentials,
        signal: this.#abort.signal,
      });
      isAnswered = true;
      this.#abort.answered();
      const type = response.headers.get('content-type') ?? '';
      if (response.status !== 200 || !/^text\/event-stream\b/i.test(type)) {
        this.end('absent', `answered ${response.status} ${type}`);
        return;
      }
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      const carrier = new CarrierDecoder();
      for (;;) {
        const { done, value } = await reader.read();
        if (done || this.#isOver) break;
        for (const event of carrier.push(value)) this.#hear(event);
        if (this.#id) this.#watch(this.#options.silence, 'fell silent');
      }
      this.#broke('ended');
    } catch (error) {
      if (isAnswered) this.#broke(String(error));
      else this.end('unreachable', String(error), error);
    }
  }

  #watch(time: number, why: string): void {
    clearTimeout(this.#watchdog);
    if (time > 0) this.#watchdog = setTimeout(() => this.#broke(why), time);
  }

  #broke(why: string): void {
    this.end(this.#id ? 'lost' : 'absent', why);
  }

  #hear({ type, data: bytes }: CarrierEvent): void {
    const [, number, kind] = /^(\d+)([+?]?)$/.exec(type) ?? [];
    if (number) {
      const stream = this.#streams.get(Number(number));
      if (kind === '?') stream?.mark();
      else stream?.push(bytes);
      return;
    }
    const data: unknown = JSON.parse(decoder.decode(bytes));
    if (type === 'carrier') {
      this.#id = (data as CarrierMessages['carrier']).id;
      this.#postSoon();
      return;
    }
    const { stream: at } = data as CarrierMessages['end'];
    const stream = this.#streams.get(at);
    if (!stream) return;
    this.#options.onCarried();
    if (type === 'head') {
      stream.head(data as CarrierMessages['head']);
      return;
    }
    this.#forget(at);
    const { reason } = data as CarrierMessages['end'];
    if (type === 'refusal') stream.refuse(data as CarrierMessages['refusal']);
    else if (type === 'decline') stream.decline();
    else if (type === 'end' && reason === 'ended') stream.end();
    else stream.fail(new TypeError(`The carried stream is ${reason}.`));
  }

  /** Lets others of the same moment come along. */
  #postSoon(): void {
    queueMicrotask(() => void this.#post());
  }

  async #post(): Promise<void> {
    const [open, close, confirm] = [this.#open, this.#close, this.#confirm];
    const isNothing = open.length + close.length + confirm.length === 0;
    if (!this.#id || this.#gathering || this.#isPosting || this.#isOver || isNothing) return;
    this.#isPosting = true;
    [this.#open, this.#close, this.#confirm] = [[], [], []];
    const { url, credentials } = this.#options;
    try {
      const { status } = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ carrier: this.#id, open, close, confirm }),
        credentials,
        signal: this.#abort.signal,
      });
      if (status !== 204) this.end('lost', `answered a POST with ${status}`);
    } catch (error) {
      this.end('lost', String(error));
    }
    this.#isPosting = false;
    this.#postSoon();
  }
}
