import type { Cause } from './Cause.js';

/** Facts that stand in a sentence. */
export interface Circumstances {
  /** The pages' origin. */
  readonly origin: string;
  readonly withCredentials: boolean;
  readonly response:
    { readonly status: number; readonly headers: Pick<Headers, 'get'> } | undefined;
  /** Milliseconds for which nothing has come. */
  readonly silence: number;
}

/**
 * The sentence after a stream's URL, in a worker's console or by sse-doctor: what is wrong, and what would
 * repair it.
 *
 * @internal
 */
export function adviceOn(
  cause: Cause,
  { origin, withCredentials, response, silence }: Circumstances,
): string {
  switch (cause) {
    case 'unreachable':
      return (
        'could not be reached: no server, no network, a certificate that is not trusted, or a ' +
        'Content-Security-Policy that forbids it.'
      );
    case 'cors-refused':
      return (
        `may not be read by pages of ${origin}. The server must answer, after each redirect too, with ` +
        `Access-Control-Allow-Origin: ${origin}${withCredentials ? ' and Access-Control-Allow-Credentials: true' : ''}`
      );
    case 'credentials-refused':
      return (
        'may be read without cookies only, and was asked for with them. The server must answer with ' +
        `Access-Control-Allow-Origin: ${origin}, not with *, and Access-Control-Allow-Credentials: true`
      );
    case 'preflight-refused':
      return (
        'may be read, but not with the headers that were added to the request, by a plugin for ' +
        'example: they cause a preflight. The server must answer OPTIONS with a status from 200 to ' +
        '299, and name these headers in Access-Control-Allow-Headers'
      );
    case 'wrong-status':
      return `was answered with status ${response?.status ?? ''}. An EventSource takes no other than 200.`;
    case 'wrong-type':
      return (
        `was answered with Content-Type: ${response?.headers.get('content-type') ?? '(none)'}. An ` +
        'EventSource takes no other than Content-Type: text/event-stream'
      );
    case 'no-byte':
      return (
        `has sent nothing in ${silence / 1000} seconds. If the server has, something keeps it back: a ` +
        'proxy that buffers (nginx: proxy_buffering off, or X-Accel-Buffering: no from the server), ' +
        'compression, or a server that does not flush. A comment at the start (":" and an empty line) ' +
        'would tell it from a stream without events.'
      );
  }
}
