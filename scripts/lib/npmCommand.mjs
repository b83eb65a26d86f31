/**
 * How to call npm: the very npm that runs this script, else the one on PATH. Windows's `npm.cmd`
 * cannot be spawned without a shell, hence the detour over `cmd.exe`.
 *
 * @returns {[command: string, ...args: string[]]}
 */
export function npmCommand() {
  const script = process.env['npm_execpath'];
  if (script?.endsWith('npm-cli.js')) return [process.execPath, script];
  return process.platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c', 'npm'] : ['npm'];
}
