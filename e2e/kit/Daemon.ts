import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Changes } from './Changes.js';

/** A server process that the test starts, whose log it can await, and that it stops again. */
export class Daemon {
  readonly #process: ChildProcess;
  readonly #changes = new Changes();
  #log = '';

  /** @param env - what the program needs besides PATH */
  constructor(
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ) {
    // The environment that npm makes is large, and none of a server's business.
    const whole = { PATH: process.env['PATH'], ...env };
    this.#process = spawn(command, args, { env: whole, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const output of [this.#process.stdout, this.#process.stderr]) {
      output?.on('data', (text: Buffer) => {
        this.#log += text.toString();
        this.#changes.announce();
      });
    }
  }

  /** The process's number; NaN if it could not be started. */
  get pid(): number {
    return this.#process.pid ?? NaN;
  }

  /** How often the pattern, a global one, stands in the log. */
  count(pattern: RegExp): number {
    return this.#log.match(pattern)?.length ?? 0;
  }

  /** Resolves when the pattern stands in the log so often. */
  async logged(pattern: RegExp, count = 1): Promise<void> {
    await this.until(`${count} x ${pattern.source}`, () => this.count(pattern) >= count);
  }

  /** Resolves with the first group of the pattern, not a global one, when it stands in the log. */
  async says(pattern: RegExp): Promise<string> {
    await this.until(pattern.source, () => pattern.test(this.#log));
    return pattern.exec(this.#log)?.[1] ?? '';
  }

  /** Resolves when the condition, on the log, holds. */
  async until(expected: string, condition: () => boolean): Promise<void> {
    await this.#changes.until(`${expected} in the log`, condition, () => this.#log);
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exit = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await exit;
  }
}
