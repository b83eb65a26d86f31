import { createServer, type Server } from 'node:http';
import { createProxyServer } from 'httpxy';
import { carryEventStreams, type NodeCarrierOptions } from '../node/carryEventStreams.js';

/**
 * What a proxy is started with.
 *
 * @internal
 */
export interface ProxyOptions extends NodeCarrierOptions {
  /** The origin of the server before which it stands. */
  readonly target: string;
  readonly host: string;
  readonly port: number;
}

/**
 * Stands before a server: carries its event streams, and passes on everything else as it is, WebSockets too.
 *
 * @internal
 */
export async function startProxy({ host, port, ...options }: ProxyOptions): Promise<Server> {
  const { target } = options;
  const carry = carryEventStreams(options);
  const proxy = createProxyServer({ target, xfwd: true, proxyTimeout: 0 });
  const server = createServer({ keepAliveTimeout: 65_000 });
  // A WebSocket that breaks is no reason to end the proxy.
  proxy.on('error', (error) => console.error('sse-carrier:', error.message));
  server.on('request', (request, response) => {
    carry(request, response, () => {
      proxy.web(request, response).catch((error: unknown) => {
        console.error(`sse-carrier: ${request.method} ${request.url}:`, error);
        if (response.headersSent) response.destroy();
        else response.writeHead(502, { 'content-type': 'text/plain' }).end('Bad gateway\n');
      });
    });
  });
  server.on('upgrade', (request, socket, head) => {
    proxy.ws(request, socket as never, {}, head).catch((error: unknown) => {
      console.error(`sse-carrier: ${request.url}:`, error);
      socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}
