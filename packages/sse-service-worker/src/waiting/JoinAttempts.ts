import { type EventStreamMultiplexer, ResumptionRefusedError, type Visit } from 'sse-multiplexer';
import type { Asked } from './Asked.js';
import { ServerProbe } from './ServerProbe.js';

declare const self: ServiceWorkerGlobalScope;

/**
 * Milliseconds in which the worker asks a server that is away for a page. Firefox ends a worker that
 * does nothing else for 30 seconds.
 */
const PATIENCE = 20_000;

/** Milliseconds; Firefox waits no less, whatever the stream's `retry` says. */
const FIREFOX_SHORTEST_RECONNECTION_TIME = 500;

/** What the attempts need. */
interface JoinAttemptsParts {
  readonly multiplexer: Pick<EventStreamMultiplexer, 'join' | 'absenceOf'>;
  /** Resolves when nobody logs in or out by such a URL. */
  readonly settled: (url: string) => Promise<void> | undefined;
  /** Whether a new version of the worker is about to take over. */
  readonly isUpdating: () => boolean;
}

/**
 * Puts pages on their streams, where a server is away by as many attempts as there would be natively.
 *
 * @internal
 */
export class JoinAttempts {
  readonly #parts: JoinAttemptsParts;
  readonly #probe = new ServerProbe();

  constructor(parts: JoinAttemptsParts) {
    this.#parts = parts;
  }

  /**
   * @param asked - is told why there is no answer, and whether the server is there all the same.
   * @returns the page's response; rejects, with fetch's own error, if the server cannot be reached.
   */
  async join(visit: Visit, asked: Asked): Promise<Response> {
    const { multiplexer, settled } = this.#parts;
    const { kind, request, signal } = asked;
    const deadline = performance.now() + PATIENCE;
    for (let isSecondTry = false; ;) {
      await settled(request.url);
      try {
        const response = await multiplexer.join(visit);
        asked.failure = undefined;
        return response;
      } catch (error) {
        asked.failure = error;
        if (signal?.aborted || error instanceof ResumptionRefusedError) throw error;
        if (await this.#waitsForServer(visit, deadline)) continue;
        // Where the server is there an error may have passed; one that has not is left to the browser.
        asked.isReachable ||= kind === 'chromium' && (await this.#probe.reaches(request));
        if (!asked.isReachable || isSecondTry) throw error;
        isSecondTry = true;
      }
    }
  }

  /**
   * Lets the time pass after which an EventSource would ask again. In Firefox only, where it is
   * better that the worker asks: a server that is back when the browser asks by itself has a
   * connection for each page.
   *
   * @returns whether the worker is to ask again.
   */
  async #waitsForServer(visit: Visit, deadline: number): Promise<boolean> {
    const { request, clientId } = visit;
    // Another origin's EventSource is natively given up at once.
    const { origin } = new URL(request.url);
    if (!visit.dropsBareIds || origin !== self.location.origin) return false;
    const absence = this.#parts.multiplexer.absenceOf(visit);
    if (absence === undefined) return false;
    const time = Math.max(absence, FIREFOX_SHORTEST_RECONNECTION_TIME);
    if (performance.now() + time > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, time));
    return !this.#parts.isUpdating() && (await self.clients.get(clientId)) !== undefined;
  }
}
