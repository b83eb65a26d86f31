import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const packages = join(process.cwd(), 'packages');
const program = join(packages, 'sse-carrier/build/cli.mjs');
let isBuilt = false;

/** The program `sse-carrier` as a process of its own, from its sources. */
export const startCli = async (
  ...args: string[]
): Promise<{ origin: string; pid: number; kill: () => Promise<void> }> => {
  if (!isBuilt) {
    buildSync({
      entryPoints: [join(packages, 'sse-carrier/src/cli/main.ts')],
      outfile: program,
      alias: {
        'event-stream-carrier': join(packages, 'event-stream-carrier/src/index.ts'),
        'sse-multiplexer': join(packages, 'sse-multiplexer/src/index.ts'),
      },
      external: ['commander', 'hono', 'httpxy', 'redis'],
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
    });
    isBuilt = true;
  }
  const child: ChildProcess = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  const said = new Promise<string>((resolve, reject) => {
    child.stderr?.on('data', (text: Buffer) => {
      log += text.toString();
      const [, origin] = /(http:\/\/\S+:\d+)\//.exec(log) ?? [];
      if (origin !== undefined) resolve(origin);
    });
    child.once('exit', () => reject(new Error(`sse-carrier has ended: ${log}`)));
  });
  const origin = await said;
  return {
    origin,
    pid: child.pid ?? NaN,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
  };
};
