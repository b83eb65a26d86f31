import { CommanderError } from 'commander';
import { InvalidOptionError } from 'sse-multiplexer';
import { ExaminationError } from '../ExaminationError.js';
import { createProgram } from './createProgram.js';
import { runExamination } from './runExamination.js';
import { runServer } from './runServer.js';
import type { Terminal } from './Terminal.js';

/** Could not be examined, or was not understood. */
const NOT_EXAMINED = 2;

/**
 * The whole program.
 *
 * @param args - what stands after the program's name.
 * @param interrupted - aborts when the user has seen enough.
 * @returns the exit code.
 */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  interrupted: AbortSignal,
): Promise<number> {
  let exitCode = 0;
  const program = createProgram(
    {
      examine: (url, flags) => runExamination(url, flags, terminal, interrupted),
      serve: (flags) => runServer(flags, terminal, interrupted),
    },
    (code) => (exitCode = code),
  );
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => void terminal.out.write(text),
      writeErr: (text) => void terminal.err.write(text),
      outputError: (text, write) => write(`sse-doctor: ${text.replace(/^error: /, '')}`),
    });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Help and version are asked for; everything else has been said.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : NOT_EXAMINED;
    if (
      error instanceof InvalidOptionError ||
      error instanceof ExaminationError ||
      isInUse(error)
    ) {
      terminal.err.write(`sse-doctor: ${error.message}\n`);
      return NOT_EXAMINED;
    }
    throw error;
  }
}

const isInUse = (error: unknown): error is Error =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'EADDRINUSE' || error.code === 'EACCES');
