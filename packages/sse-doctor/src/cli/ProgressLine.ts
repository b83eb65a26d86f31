import ora from 'ora';
import type { Ora } from 'ora';
import { seconds } from '../checks/seconds.js';
import type { Progress } from '../listening/Progress.js';
import type { Terminal } from './Terminal.js';

/** Milliseconds over which a rate is counted, and between two lines where no line can be rewritten. */
const WINDOW = 5000;
const PAUSE = 1000;

/** Says what is going on while a stream is listened to: on a terminal one line, elsewhere a line a second. */
export class ProgressLine {
  readonly #spinner: Ora;
  readonly #terminal: Terminal;
  readonly #isWatch: boolean;
  readonly #history: { readonly at: number; readonly events: number }[] = [];
  readonly #timer: NodeJS.Timeout;
  #progress: Progress = { events: 0, bytes: 0, elapsed: 0 };
  #heardAt = performance.now();

  constructor(url: string, terminal: Terminal, isWatch: boolean) {
    this.#terminal = terminal;
    this.#isWatch = isWatch;
    this.#spinner = ora({
      text: `Asking ${url}`,
      stream: terminal.err,
      isSilent: !terminal.err.isTTY,
      // Ctrl+C is to reach this program.
      discardStdin: false,
    }).start();
    this.#timer = setInterval(() => this.#show(), PAUSE);
  }

  note(progress: Progress): void {
    this.#progress = progress;
    this.#heardAt = performance.now();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#spinner.stop();
  }

  #show(): void {
    const now = performance.now();
    const { events, bytes } = this.#progress;
    this.#history.push({ at: now, events });
    while ((this.#history[0]?.at ?? now) < now - WINDOW) this.#history.shift();
    const [first] = this.#history;
    const span = first === undefined ? 0 : now - first.at;
    const rate = first === undefined || span === 0 ? 0 : ((events - first.events) / span) * 1000;
    const silent = seconds(now - this.#heardAt);
    const line = `${rate.toFixed(1)} events/s, ${events} event(s), ${bytes} bytes, last heard ${silent} ago`;
    if (this.#terminal.err.isTTY) this.#spinner.text = line;
    else if (this.#isWatch) this.#terminal.err.write(`${line}\n`);
  }
}
