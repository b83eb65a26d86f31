import type { CarrierMessages } from './carrierProtocol.js';

/** Bytes that a page may leave unread before the server is no longer told to go on. */
const HIGH_WATER_MARK = 64 * 1024;

/** @internal */
export interface CarriedStreamEnvironment {
  readonly url: string;
  /** Bytes that may wait to be read. */
  readonly maxQueueBytes: number;
  /** Called when nobody reads the stream any more, or it may not be kept. */
  readonly close: () => void;
  /** Called when what came before a mark has been used. */
  readonly confirm: () => void;
}

/**
 * The worker's half of one carried stream: what comes of it, made into a response.
 *
 * @internal
 */
export class CarriedStream {
  /** Its response; `undefined` if it is to be asked for without the carrier. */
  readonly answer: Promise<Response | undefined>;
  readonly #environment: CarriedStreamEnvironment;
  #resolve: (answer: Response | undefined) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;
  #controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  #unconfirmed = 0;

  constructor(environment: CarriedStreamEnvironment) {
    this.#environment = environment;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Who asked may be gone.
    this.answer.catch(() => undefined);
  }

  get url(): string {
    return this.#environment.url;
  }

  head({ status, headers }: CarrierMessages['head']): void {
    const { close, confirm } = this.#environment;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => {
          for (; this.#unconfirmed > 0; this.#unconfirmed--) confirm();
        },
        cancel: close,
      },
      { highWaterMark: HIGH_WATER_MARK, size: ({ length }) => length },
    );
    this.#resolve(new Response(body, { status, headers }));
  }

  refuse({ status, headers, body }: CarrierMessages['refusal']): void {
    const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
    // Some status may have no body, not even an empty one.
    this.#resolve(new Response(body ? bytes : null, { status, headers }));
  }

  /** The stream is to be asked for without the carrier. */
  decline(): void {
    this.#resolve(undefined);
  }

  push(bytes: Uint8Array<ArrayBuffer>): void {
    if (!this.#controller) return;
    this.#controller.enqueue(bytes);
    const waiting = HIGH_WATER_MARK - (this.#controller.desiredSize ?? 0);
    if (waiting <= this.#environment.maxQueueBytes) return;
    this.fail(
      new RangeError(`More than ${this.#environment.maxQueueBytes} bytes wait to be read.`),
    );
    this.#environment.close();
  }

  mark(): void {
    if ((this.#controller?.desiredSize ?? 0) > 0) this.#environment.confirm();
    else this.#unconfirmed++;
  }

  end(): void {
    this.#controller?.close();
    this.#controller = undefined;
  }

  fail(error: unknown): void {
    this.#reject(error);
    this.#controller?.error(error);
    this.#controller = undefined;
  }
}
