/**
 * Reads a program's command line. Where there is nothing to be done but to say so, it is said here: the
 * usage if that is asked for, or what is wrong with an option.
 *
 * @template {{ readonly help: boolean }} Command
 * @param {readonly string[]} args
 * @param {(args: readonly string[]) => Command} readOptions throws what is wrong
 * @param {string} usage
 * @returns {Command | number} the command, or the exit status
 */
export function readCommand(args, readOptions, usage) {
  let command;
  try {
    command = readOptions(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  if (!command.help) return command;
  console.log(usage);
  return 0;
}
