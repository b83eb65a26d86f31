import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { once } from 'node:events';

/** A Python program of this folder that says its port, and what ends it. */
export const startPython = async (
  name: string,
  ...args: string[]
): Promise<{ origin: string; stop: () => Promise<void> }> => {
  const program = join(process.cwd(), 'packages/sse-carrier/src/testing', name);
  const child: ChildProcess = spawn('python3', [program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [text] = (await once(child.stdout as NonNullable<typeof child.stdout>, 'data')) as [Buffer];
  const [, port = ''] = /^port (\d+)/.exec(text.toString()) ?? [];
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
};
