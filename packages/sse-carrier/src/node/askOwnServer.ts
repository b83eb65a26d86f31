import { request as makeRequest, type Server } from 'node:http';
import { duplexPair } from 'node:stream';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Ask } from '../core/Ask.js';
import { answerOf } from './answerOf.js';

/**
 * Asks the server that a request came to, without a connection: Node's HTTP server takes any duplex stream
 * for one. To the server it has the address of whoever asked the carrier.
 *
 * @internal
 */
export const askOwnServer: Ask = ({ url, headers, signal, context }) => {
  const { server, encrypted, remoteAddress, remotePort, remoteFamily, localAddress, localPort } =
    context as Socket & Partial<TLSSocket> & { server?: Server };
  if (!server) {
    throw new Error(
      'The server that was asked is not known: carryEventStreams needs the option target here.',
    );
  }
  const [inside, outside] = duplexPair();
  // What servers read of a connection. `alpnProtocol` makes one that speaks HTTP/2, too, take it for HTTP/1.1.
  Object.assign(outside, {
    ...{ encrypted: encrypted === true, alpnProtocol: false },
    ...{ remoteAddress, remotePort, remoteFamily, localAddress, localPort },
    ...{
      server,
      setTimeout: () => outside,
      setNoDelay: () => outside,
      setKeepAlive: () => outside,
    },
  });
  // What one side destroys is over for the other, as on a network.
  inside.on('close', () => outside.destroy());
  outside.on('close', () => inside.destroy());
  server.emit(encrypted ? 'secureConnection' : 'connection', outside);
  const request = makeRequest({
    createConnection: () => inside,
    path: url.pathname + url.search,
    headers: Object.fromEntries(headers),
    setHost: !headers.has('host'),
    host: url.hostname,
    signal,
  });
  return answerOf(request);
};
