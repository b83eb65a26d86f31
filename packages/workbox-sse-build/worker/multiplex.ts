import { SharedEventStreams, type SharedEventStreamsOptions } from 'sse-service-worker';
import type { RouteHandlerObject } from 'workbox-core/types.js';

/**
 * Route handler that answers all tabs that ask for the same event stream over one connection. The
 * same as `SSEMultiplexStrategy`, without Workbox's Strategy: no plugins, no `fetchOptions`.
 *
 * @throws `InvalidOptionError` if an option has a value that it cannot have.
 */
export function multiplex(options: SharedEventStreamsOptions = {}): RouteHandlerObject {
  const fetchUpstream = (request: Request): Promise<Response> => fetch(request);
  const streams = new SharedEventStreams(options, { name: 'workbox-sse', fetch: fetchUpstream });
  return {
    handle: ({ request, event }) => {
      const { clientId } = event as FetchEvent;
      // Workbox's type does not know a handler that falls through.
      return streams.handle(request, clientId, (asked) =>
        streams.join(asked, clientId, fetchUpstream),
      ) as Promise<Response>;
    },
  };
}
