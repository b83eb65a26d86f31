import { EventStreamMultiplexer, type MultiplexerOptions } from 'sse-multiplexer';
import type { RouteHandlerObject } from 'workbox-core/types.js';
import { UpdateHandOver } from '../../workbox-sse/src/UpdateHandOver.js';

/** Set by the bundler, once for each of the two scripts. */
declare const process: { readonly env: { readonly NODE_ENV: string } };

/** What is printed after the stream's URL, in the development script. */
const WARNINGS = {
  'resume-refused':
    'refuses the Last-Event-ID header, so that events may be lost on reconnection: name it in ' +
    'Access-Control-Allow-Headers, or set the option resume.',
  'block-too-large': 'has an event larger than maxBlockBytes, and is no longer shared.',
};

/**
 * Route handler that answers all tabs that ask for the same event stream over one connection. The
 * same as `SSEMultiplexStrategy`, without Workbox's Strategy: no plugins, no `fetchOptions`.
 *
 * @throws `InvalidOptionError` if an option has a value that it cannot have.
 */
export function multiplex(options: MultiplexerOptions = {}): RouteHandlerObject {
  const multiplexer = new EventStreamMultiplexer(options, {
    origin: self.location.origin,
    fetch: (request) => fetch(request),
    warn: (code, url) => {
      if (process.env.NODE_ENV !== 'production')
        console.warn(`workbox-sse: ${url} ${WARNINGS[code]}`);
    },
  });
  const update = new UpdateHandOver(multiplexer);
  const join = async (request: Request, clientId: string): Promise<Response> => {
    await update.takenOver();
    update.cameBack(request, clientId);
    return multiplexer.join({
      request,
      clientId,
      // Only an EventSource's request is `no-store` of its own accord.
      dropsBareIds: request.cache === 'no-store' && self.navigator.userAgent.includes('Firefox/'),
      fetch: (upstream) => fetch(upstream),
    });
  };
  return {
    handle: ({ request, event }) => {
      if (update.isUnderWay || !multiplexer.accepts(request)) {
        // Workbox's type does not know a handler that falls through.
        return undefined as unknown as Promise<Response>;
      }
      // A rejection would have a catch handler answer, with a page for an EventSource.
      return join(request, (event as FetchEvent).clientId).catch(() => Response.error());
    },
  };
}
