/** What Workbox and Serwist hand to a plugin that sees a request go out. */
interface WillFetch {
  readonly request: Request;
  readonly state?: Record<string, unknown>;
}

/** What they hand to one that sees the response. */
interface DidSucceed {
  readonly response: Response;
  readonly state?: Record<string, unknown>;
}

/** What they hand to one that sees what a cache holds. */
interface CachedResponse {
  readonly cachedResponse?: Response;
}

/**
 * Plugin for any Workbox or Serwist strategy that caches, such as NetworkFirst: a response that turns
 * out to be an event stream is handed through, never copied and never cached; when its reader leaves,
 * its connection is closed; one that was cached earlier is not used. Everything else is as without the
 * plugin.
 *
 * For streams of which the request does not tell, because its `Accept` takes anything. To the page,
 * `Response.url` of such a stream is the URL that it asked for, even after a redirect.
 *
 * @example
 * setDefaultHandler(new NetworkFirst({ plugins: [new EventStreamGuardPlugin()] }));
 *
 * @public
 */
export class EventStreamGuardPlugin {
  // Own properties, each of which works from its own source text: generateSW writes nothing else of a
  // plugin. No cacheWillUpdate: a strategy whose plugins have one gives up its rule of what to cache.

  /** Called with each request that goes out. */
  readonly requestWillFetch = ({ request, state }: WillFetch): Promise<Request> => {
    // A request that is no script's own would lose what tells the server what it is for.
    if (!state || request.mode === 'navigate' || request.destination) {
      return Promise.resolve(request);
    }
    const abort = new AbortController();
    request.signal.addEventListener('abort', () => {
      abort.abort(request.signal.reason);
    });
    state['abort'] = abort;
    const { referrer, referrerPolicy } = request;
    return Promise.resolve(
      new Request(request, { signal: abort.signal, referrer, referrerPolicy }),
    );
  };

  /** Called with each response from the network. */
  readonly fetchDidSucceed = ({ response, state }: DidSucceed): Promise<Response> => {
    const type = response.headers.get('content-type') ?? '';
    const reader = /^\s*text\/event-stream\s*(;|$)/i.test(type) && response.body?.getReader();
    if (!reader) return Promise.resolve(response);
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel(reason) {
        const end = (): Promise<void> => {
          // In Firefox, cancelling the reader leaves the connection of a silent stream open.
          (state?.['abort'] as AbortController | undefined)?.abort(reason);
          return reader.cancel(reason).catch(() => undefined);
        };
        // So does an abort within milliseconds of its head (SettledAbort, which is not within reach).
        if (!self.navigator.userAgent.includes('Firefox/')) return end();
        setTimeout(end, 50);
        return undefined;
      },
    });
    const stream = new Response(body, response);
    // What strategies put into the cache is a clone: this one none of their rules takes.
    stream.clone = () =>
      new Response(null, { status: 599, headers: { 'content-type': 'text/event-stream' } });
    return Promise.resolve(stream);
  };

  /** Called with what a cache has found. */
  readonly cachedResponseWillBeUsed = ({
    cachedResponse,
  }: CachedResponse): Promise<Response | undefined> => {
    const type = cachedResponse?.headers.get('content-type') ?? '';
    const isStream = /^\s*text\/event-stream\s*(;|$)/i.test(type);
    return Promise.resolve(isStream ? undefined : cachedResponse);
  };
}
