import { once } from 'node:events';
import { faults } from '../serve/faults.js';
import { FaultServer } from '../serve/FaultServer.js';
import type { ServeFlags } from './createProgram.js';
import type { Terminal } from './Terminal.js';

/** Serves faulty streams until the user has seen enough. */
export async function runServer(
  { port, allow = [], list = false }: ServeFlags,
  { out }: Terminal,
  interrupted: AbortSignal,
): Promise<number> {
  if (list) {
    const width = Math.max(...faults.map(({ name }) => name.length));
    for (const { name, says } of faults) out.write(`${name.padEnd(width)}  ${says}\n`);
    return 0;
  }
  const server = await FaultServer.start({
    port,
    allowedOrigins: allow,
    log: (line) => void out.write(`${line}\n`),
  });
  out.write(`${faults.length} faulty event streams and /healthy: ${server.origin}\nCtrl+C ends.\n`);
  if (!interrupted.aborted) await once(interrupted, 'abort');
  await server.stop();
  return 0;
}
