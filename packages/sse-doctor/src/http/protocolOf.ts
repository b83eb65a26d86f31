import { connect } from 'node:tls';

/** Milliseconds. */
const PATIENCE = 3000;

/** The newest HTTP version that a server agrees to speak with a browser. */
export type Protocol = 'h2' | 'http/1.1';

/** Asks by TLS's ALPN, as browsers do; without TLS browsers speak HTTP/1.1. */
export function protocolOf(url: URL): Promise<Protocol> {
  if (url.protocol !== 'https:') return Promise.resolve('http/1.1');
  return new Promise((resolve) => {
    const socket = connect({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || 443),
      servername: url.hostname,
      ALPNProtocols: ['h2', 'http/1.1'],
      // Whether the certificate is trusted is another check's question.
      rejectUnauthorized: false,
      timeout: PATIENCE,
    });
    const finish = (): void => {
      resolve(socket.alpnProtocol === 'h2' ? 'h2' : 'http/1.1');
      socket.destroy();
    };
    socket.once('secureConnect', finish);
    socket.once('timeout', finish);
    socket.once('error', finish);
  });
}
