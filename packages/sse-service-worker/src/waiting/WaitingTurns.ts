declare const self: ServiceWorkerGlobalScope;

/** Milliseconds for which a page waits in turn, one after the other; then the longest. */
const TURNS = [1000, 1000, 2000, 4000, 8000];
const LONGEST_TURN = 20_000;
/** So many turns at most: browsers follow 20 redirects of a request, and one names the EventSource. */
const MAX_TURNS = 17;
/** Milliseconds in which a page that was sent back to its attempt asks again, unless it has left. */
const BACK = 5000;

interface Attempt {
  readonly left: AbortController;
  turns: number;
  /** The answer, once there is one. */
  response: Response | undefined;
  /** Whoever waits at present. */
  waiter:
    { readonly answer: (response: Response) => void; readonly sendBack: () => void } | undefined;
  /** Runs while nobody waits. */
  gone: ReturnType<typeof setTimeout> | undefined;
}

/** A page that waits. */
interface Waiting {
  readonly name: string;
  /** Where it is sent back to. */
  readonly url: string;
  /** Whether it follows redirects without harm; any other is looked for among the clients. */
  readonly isMovable: boolean;
  readonly clientId: string;
  /** What it gets when it has been sent back as often as its browser bears. */
  readonly lastAnswer: () => Response;
}

/**
 * Pages that wait for the head of a server's answer. A browser tells the worker nothing of a page that gives
 * up meanwhile; so each waits in turns, and is sent back to the same attempt between them, by a redirect to
 * the URL that it has asked for. One that does not come back has left. No turn is as long as a browser
 * lets an event of a worker last: 60 seconds in Firefox, 300 in Chromium.
 *
 * @internal
 */
export class WaitingTurns {
  /** By the name of who waits. */
  readonly #attempts = new Map<string, Attempt>();

  /** Whether an attempt was begun under this name that is not over. */
  has(name: string): boolean {
    return this.#attempts.has(name);
  }

  /**
   * Waits for the answer of an attempt: the one that was begun under this name before, if there is one.
   *
   * @param begin - begins the attempt; never rejects. The signal is aborted when the page has left.
   */
  wait(page: Waiting, begin: (signal: AbortSignal) => Promise<Response>): Promise<Response> {
    const attempt = this.#attempts.get(page.name) ?? this.#begin(page.name, begin);
    // Whoever has waited until now is taken for gone, and is this one.
    attempt.waiter?.sendBack();
    clearTimeout(attempt.gone);
    return new Promise((resolve) => {
      const sendBack = (): void => {
        clearTimeout(timer);
        attempt.waiter = undefined;
        attempt.gone = setTimeout(() => {
          this.#leave(page.name, attempt);
        }, BACK);
        const isLast = ++attempt.turns >= MAX_TURNS;
        resolve(isLast ? page.lastAnswer() : Response.redirect(page.url, 308));
      };
      const endTurn = (): void => {
        if (page.isMovable) sendBack();
        else void this.#look(page, attempt, () => (timer = setTimeout(endTurn, LONGEST_TURN)));
      };
      let timer = setTimeout(endTurn, TURNS[attempt.turns] ?? LONGEST_TURN);
      const answer = (response: Response): void => {
        clearTimeout(timer);
        this.#attempts.delete(page.name);
        resolve(response);
      };
      attempt.waiter = { answer, sendBack };
      if (attempt.response) answer(attempt.response);
    });
  }

  #begin(name: string, begin: (signal: AbortSignal) => Promise<Response>): Attempt {
    const attempt: Attempt = {
      ...{ left: new AbortController(), turns: 0 },
      ...{ response: undefined, waiter: undefined, gone: undefined },
    };
    this.#attempts.set(name, attempt);
    void begin(attempt.left.signal).then((response) => {
      attempt.response = response;
      attempt.waiter?.answer(response);
    });
    return attempt;
  }

  /** Without a redirect only a client that is gone is noticed. */
  async #look({ name, clientId }: Waiting, attempt: Attempt, goOn: () => void): Promise<void> {
    const client = await self.clients.get(clientId);
    // It may have been answered meanwhile.
    if (attempt.response) return;
    if (client) {
      goOn();
      return;
    }
    // Nobody gets it, but the browser no longer waits for the worker.
    attempt.waiter?.answer(Response.error());
    this.#leave(name, attempt);
  }

  #leave(name: string, attempt: Attempt): void {
    this.#attempts.delete(name);
    attempt.left.abort();
  }
}
