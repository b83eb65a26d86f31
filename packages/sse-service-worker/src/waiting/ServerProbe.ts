import { SettledAbort } from 'sse-multiplexer';

/** Milliseconds: it may wait for one of the six connections that a browser has to a host. */
const PATIENCE = 20_000;

/**
 * Whether a server can be reached that a request has failed at: then it is CORS that refuses the answer, or
 * an error that has passed. A request without CORS tells; it is aborted with the head of its answer.
 * Pages that ask at the same time share one.
 *
 * @internal
 */
export class ServerProbe {
  readonly #running = new Map<string, Promise<boolean>>();

  reaches(request: Request): Promise<boolean> {
    const { url } = request;
    const running = this.#running.get(url) ?? this.#ask(request);
    this.#running.set(url, running);
    return running;
  }

  async #ask(request: Request): Promise<boolean> {
    const abort = new SettledAbort();
    const timer = setTimeout(() => {
      abort.abort();
    }, PATIENCE);
    const { url, credentials, referrer, referrerPolicy } = request;
    const reaches = (how: RequestInit): Promise<boolean> =>
      fetch(url, {
        ...{ credentials, referrer, referrerPolicy, signal: abort.signal, cache: 'no-store' },
        headers: { accept: 'text/event-stream' },
        ...how,
      }).then(
        () => {
          abort.answered();
          return true;
        },
        () => false,
      );
    try {
      // Without CORS redirects must be followed (Fetch Standard, "HTTP-redirect fetch"): one that leads
      // nowhere is an answer, too.
      return (await reaches({ mode: 'no-cors' })) || (await reaches({ redirect: 'manual' }));
    } finally {
      clearTimeout(timer);
      abort.abort();
      this.#running.delete(url);
    }
  }
}
