import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DOOR_COUNT } from '../shared/doors.js';

const ATTEMPTS = 60;
const HIGHEST_PORT = 65_535;

export interface Doors {
  /** The first port; the others follow one by one. */
  readonly controlPort: number;
  /** Ends all connections and frees the ports. */
  close(): Promise<void>;
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

const listen = (listener: RequestListener, port: number, host: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer(listener);
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** `localhost` may be either address; where the machine has no IPv6, the first one must do. */
async function listenOnLocalhost(listener: RequestListener, port: number): Promise<Server[]> {
  const first = await listen(listener, port, '127.0.0.1');
  try {
    const samePort = (first.address() as AddressInfo).port;
    return [first, await listen(listener, samePort, '::1')];
  } catch (error) {
    if (codeOf(error) === 'EADDRNOTAVAIL' || codeOf(error) === 'EAFNOSUPPORT') return [first];
    await closeServer(first);
    throw error;
  }
}

/**
 * Opens one port per listener, side by side: the first such row of free ports from `port` on, or
 * anywhere for port 0.
 *
 * @throws Error if there is none within 60 attempts.
 */
export async function openDoors(
  port: number,
  listeners: readonly RequestListener[],
): Promise<Doors> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const servers: Server[] = [];
    let first = port === 0 ? 0 : port + attempt;
    if (first > HIGHEST_PORT - DOOR_COUNT + 1) break;
    try {
      for (const [index, listener] of listeners.entries()) {
        servers.push(...(await listenOnLocalhost(listener, index === 0 ? first : first + index)));
        if (index === 0) first = (servers[0]?.address() as AddressInfo).port;
      }
      return {
        controlPort: first,
        close: async () => {
          await Promise.all(servers.map(closeServer));
        },
      };
    } catch (error) {
      await Promise.all(servers.map(closeServer));
      if (codeOf(error) !== 'EADDRINUSE' && codeOf(error) !== 'ERR_SOCKET_BAD_PORT') throw error;
    }
  }
  throw new Error(
    port === 0
      ? `Found no ${DOOR_COUNT} free ports side by side.`
      : `Found no ${DOOR_COUNT} free ports side by side from ${port} on; try another --port.`,
  );
}
