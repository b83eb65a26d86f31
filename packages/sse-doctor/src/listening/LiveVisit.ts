import { decodedBody } from '../http/decodedBody.js';
import { finalHop } from '../http/finalHop.js';
import type { Trace } from '../http/Trace.js';
import { Recording } from './Recording.js';
import type { SeenEvent } from './SeenEvent.js';

/** A connection that is being listened to. */
export class LiveVisit {
  readonly trace: Trace;
  /** When the request was sent, on the clock of `performance.now()`. */
  readonly startedAt: number;
  /** Milliseconds to the headers of the final response, redirects included. */
  readonly timeToHeaders: number;
  readonly recording: Recording;
  /** Milliseconds from the headers to the first byte of the body; `undefined` before it. */
  timeToFirstByte: number | undefined;
  /** How the body ended: by the server, broken off, or not at all while somebody listened. */
  end: 'ended' | 'broken' | undefined;
  /** Milliseconds from the headers to the end of the listening; 0 before it. */
  listened = 0;
  /** Resolves when nothing more will come. */
  readonly over: Promise<void>;
  readonly #openedAt = performance.now();
  readonly #heard: (visit: LiveVisit) => void;
  readonly #checks = new Set<() => void>();
  #stopped = false;

  /** @param heard - told after each run of bytes */
  constructor(
    trace: Trace,
    startedAt: number,
    maxEventBytes: number,
    heard: (visit: LiveVisit) => void = () => undefined,
  ) {
    this.trace = trace;
    this.startedAt = startedAt;
    this.timeToHeaders = this.#openedAt - startedAt;
    this.recording = new Recording(maxEventBytes);
    this.#heard = heard;
    this.over = this.#listen();
  }

  get openedAt(): number {
    return this.#openedAt;
  }

  get events(): readonly SeenEvent[] {
    return this.recording.events;
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.listened = performance.now() - this.#openedAt;
    finalHop(this.trace).answer.close();
  }

  /** Resolves when the condition holds or nothing more will come, after that time at the latest. */
  async until(condition: () => boolean, milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.#checks.delete(check);
        resolve();
      };
      const check = (): void => {
        if (condition() || this.#stopped) finish();
      };
      const timer = setTimeout(finish, Math.max(0, milliseconds));
      this.#checks.add(check);
      check();
    });
  }

  async #listen(): Promise<void> {
    const { answer } = finalHop(this.trace);
    try {
      for await (const chunk of decodedBody(answer)) {
        const now = performance.now();
        this.timeToFirstByte ??= now - this.#openedAt;
        const goesOn = this.recording.push(chunk as Uint8Array, now);
        this.#tell();
        if (!goesOn) break;
      }
      if (!this.#stopped) this.end = 'ended';
    } catch {
      // Whatever breaks the body, a browser sees no more than that it is broken.
      if (!this.#stopped) this.end = 'broken';
    }
    this.stop();
    this.recording.finish();
    this.#tell();
  }

  #tell(): void {
    for (const check of [...this.#checks]) check();
    this.#heard(this);
  }
}
