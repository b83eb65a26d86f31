import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { Ask } from '../core/Ask.js';
import { answerOf } from './answerOf.js';

/**
 * Asks a server at another address.
 *
 * @internal
 */
export function askTarget(target: string): Ask {
  const { protocol, hostname, port } = new URL(target);
  const isSecure = protocol === 'https:';
  // As many connections as there are streams.
  const agent = isSecure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  return ({ url, headers: asked, signal, context }) => {
    const headers = new Headers(asked);
    const { remoteAddress = '' } = context as Socket;
    const before = headers.get('x-forwarded-for');
    headers.set('x-forwarded-for', before === null ? remoteAddress : `${before}, ${remoteAddress}`);
    const request = (isSecure ? httpsRequest : httpRequest)({
      agent,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port,
      path: url.pathname + url.search,
      headers: Object.fromEntries(headers),
      signal,
    });
    return answerOf(request);
  };
}
