import type { IncomingMessage, ServerResponse } from 'node:http';
import { InvalidOptionError } from 'sse-multiplexer';
import { carrierProtocol } from 'event-stream-carrier';
import type { CarrierOptions } from '../core/CarrierOptions.js';
import { CarrierServer } from '../core/CarrierServer.js';
import { askOwnServer } from './askOwnServer.js';
import { askTarget } from './askTarget.js';
import { sendResponse } from './sendResponse.js';
import { webRequest } from './webRequest.js';

/**
 * Options of {@link carryEventStreams}.
 *
 * @public
 */
export interface NodeCarrierOptions extends CarrierOptions {
  /** Of the carrier, a path of the whole server. */
  readonly path: string;
  /** The server whose streams are carried, an origin. Default: the one that was asked, without a connection. */
  readonly target?: string;
  /**
   * Whether responses to requests for event streams name the carrier in a header, so that workers with
   * `carrier: 'auto'` find it. Default true.
   */
  readonly announce?: boolean;
}

/**
 * A middleware.
 *
 * @public
 */
export interface CarrierMiddleware {
  (request: IncomingMessage, response: ServerResponse, next?: (error?: unknown) => void): void;
  /** Ends every carrier; workers come back by themselves. */
  close(): void;
}

/**
 * Carries a server's event streams: a middleware for Express, Connect and `node:http`. It stands before the
 * routes. Each stream that a worker asks for is a request to the same server, with the cookies and address of
 * whoever asks, so that every route, session and limit sees what it would see without a carrier.
 *
 * @example
 * app.use(carryEventStreams({ path: '/event-streams' }));
 *
 * @throws `InvalidOptionError`
 *
 * @public
 */
export function carryEventStreams(options: NodeCarrierOptions): CarrierMiddleware {
  const { path, target, announce = true, ...rest } = options;
  if (typeof path !== 'string' || !path.startsWith('/'))
    throw new InvalidOptionError('path', 'a path that begins with /', path);
  if (target !== undefined && (!URL.canParse(target) || !/^https?:/.test(target)))
    throw new InvalidOptionError('target', 'an http or https URL', target);
  if (typeof announce !== 'boolean')
    throw new InvalidOptionError('announce', 'true or false', announce);
  const server = new CarrierServer(target === undefined ? askOwnServer : askTarget(target), rest);
  const middleware: CarrierMiddleware = (request, response, next) => {
    // A framework may have taken the path that it is mounted at from `url`.
    const { originalUrl = request.url ?? '/' } = request as { originalUrl?: string };
    if (originalUrl.replace(/\?.*$/, '') !== path) {
      if (announce && request.headers.accept?.includes('text/event-stream'))
        response.setHeader(carrierProtocol.carrierHeader, path);
      if (next) next();
      else response.writeHead(404).end();
      return;
    }
    const visit = { address: request.socket.remoteAddress ?? '', context: request.socket };
    server
      .handle(webRequest(request, originalUrl), visit)
      .then((answer) => sendResponse(answer, response))
      .catch((error: unknown) => {
        if (next) next(error);
        else response.destroy(error instanceof Error ? error : undefined);
      });
  };
  middleware.close = () => server.close();
  return middleware;
}
