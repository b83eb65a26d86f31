import type { EventStreamsSnapshot, FetchUpstream } from 'sse-multiplexer';
import { adviceOn } from './adviceOn.js';
import type { Cause } from './Cause.js';
import { causeOfFailure } from './causeOfFailure.js';

/** Milliseconds without a byte after which a stream may be one that something keeps back. */
const SILENCE = 10_000;

/** Milliseconds in which nothing more is said, nor asked, about a URL. */
const PAUSE = 60_000;

/** @internal */
export interface UpstreamDiagnosisOptions {
  /** The pages' origin. */
  readonly origin: string;
  readonly say: (url: string, advice: string) => void;
  readonly inspect: () => EventStreamsSnapshot;
}

/**
 * Says in the console why upstreams fail. For development builds only: where a request fails without
 * a response the server is asked anew, see {@link causeOfFailure}, at most once a minute for each URL.
 *
 * @internal
 */
export class UpstreamDiagnosis {
  readonly #options: UpstreamDiagnosisOptions;
  /** When something was asked last, by URL, or said, by cause and URL. */
  readonly #done = new Map<string, number>();

  constructor(options: UpstreamDiagnosisOptions) {
    this.#options = options;
  }

  /** Fetches as it is told to, and looks at what comes of it. The result is the same. */
  watch(fetch: FetchUpstream): FetchUpstream {
    return async (request) => {
      const timer = setTimeout(() => {
        this.#checkBytes(request);
      }, SILENCE);
      request.signal.addEventListener('abort', () => {
        clearTimeout(timer);
      });
      try {
        const response = await fetch(request);
        if (!this.#isEventStream(request, response)) clearTimeout(timer);
        return response;
      } catch (error) {
        clearTimeout(timer);
        void this.#checkFailure(request, error);
        throw error;
      }
    };
  }

  #isEventStream(request: Request, response: Response): boolean {
    const { status, headers } = response;
    if (status !== 200) {
      // 204 is how a server says that there is to be no stream.
      if (status > 204) this.#tell('wrong-status', request, response);
      return false;
    }
    if (/^\s*text\/event-stream\s*(;|$)/i.test(headers.get('content-type') ?? '')) return true;
    this.#tell('wrong-type', request, response);
    return false;
  }

  async #checkFailure(request: Request, error: unknown): Promise<void> {
    // Any other error is a plugin's.
    if (request.signal.aborted || !(error instanceof TypeError)) return;
    // If it was for this header, the stream is opened without; then that is said.
    if (request.headers.has('last-event-id') && !this.#isOwn(request)) return;
    if (this.#isDue(request.url)) this.#tell(await causeOfFailure(request), request);
  }

  #checkBytes(request: Request): void {
    if (request.signal.aborted) return;
    const streams = this.#options.inspect().streams.filter(({ url }) => url === request.url);
    if (streams.length === 0 || streams.some(({ counters }) => counters.bytesIn > 0)) return;
    this.#tell('no-byte', request);
  }

  #tell(cause: Cause, { url, credentials }: Request, response?: Response): void {
    if (!this.#isDue(`${cause} ${url}`)) return;
    const { origin, say } = this.#options;
    const withCredentials = credentials === 'include';
    say(url, adviceOn(cause, { origin, withCredentials, response, silence: SILENCE }));
  }

  /** Whether something has not been done within the last minute; from now on it has. */
  #isDue(what: string): boolean {
    const now = performance.now();
    for (const [done, at] of this.#done) if (now - at >= PAUSE) this.#done.delete(done);
    if (this.#done.has(what)) return false;
    this.#done.set(what, now);
    return true;
  }

  #isOwn({ url }: Request): boolean {
    return new URL(url).origin === this.#options.origin;
  }
}
