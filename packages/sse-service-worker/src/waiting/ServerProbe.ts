/** Milliseconds. */
const PATIENCE = 5000;

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

  async #ask({ url, credentials, referrer, referrerPolicy }: Request): Promise<boolean> {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      abort.abort();
    }, PATIENCE);
    try {
      await fetch(url, {
        ...{ credentials, referrer, referrerPolicy, signal: abort.signal },
        ...{ mode: 'no-cors', cache: 'no-store', redirect: 'manual' },
        headers: { accept: 'text/event-stream' },
      });
      return true;
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
      abort.abort();
      this.#running.delete(url);
    }
  }
}
