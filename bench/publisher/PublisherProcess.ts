import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { withDeadline } from '../../e2e/kit/withDeadline.js';
import { rootFolder } from '../../scripts/lib/rootFolder.mjs';
import type { Scenario } from '../Scenario.js';
import type { Answer, Command, Published, ServedFile } from './Command.js';

/** Milliseconds that a command may take. */
const deadline = 120_000;

const program = `
import { runProgram } from ${JSON.stringify(
  pathToFileURL(join(rootFolder, 'scripts/lib/runProgram.mjs')).href,
)};
await runProgram('bench/publisher/main.ts', []);`;

/** The publishing server in a process of its own, whose CPU time is nothing but its own. */
export class PublisherProcess {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #commands = 0;

  constructor() {
    this.#process = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#process.on('message', (answer: Answer) => {
      this.#waiting.get(answer.to)?.(answer);
      this.#waiting.delete(answer.to);
    });
    this.#process.on('exit', (code) => {
      for (const [to, resolve] of this.#waiting) {
        resolve({ to, error: `The publishing process has ended with ${code}.` });
      }
      this.#waiting.clear();
    });
  }

  /** Serves files besides the stream; resolves with the site's origin. */
  async serve(files: readonly ServedFile[]): Promise<string> {
    const result = await this.#ask({ does: 'serve', files });
    if (!result || !('origin' in result)) throw new Error('The publishing process has no origin.');
    return result.origin;
  }

  async ping(isOn: boolean): Promise<void> {
    await this.#ask({ does: 'ping', isOn });
  }

  async publish(run: number, scenario: Scenario): Promise<Published> {
    const result = await this.#ask({ does: 'publish', run, scenario });
    if (!result || !('events' in result)) throw new Error('The publishing process says nothing.');
    return result;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exit = once(this.#process, 'exit');
    this.#process.disconnect();
    await exit;
  }

  async #ask(command: Command): Promise<Answer['result']> {
    const id = ++this.#commands;
    const answer = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    this.#process.send({ id, command });
    const { result, error } = await withDeadline(
      answer,
      deadline,
      () => `Expected: the publishing process to ${command.does}.`,
    );
    if (error !== undefined) throw new Error(error);
    return result;
  }
}
