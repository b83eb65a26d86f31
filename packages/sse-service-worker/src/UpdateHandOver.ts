import type { EventStreamMultiplexer, HandedOver } from 'sse-multiplexer';

declare const self: ServiceWorkerGlobalScope;

/** Where what is handed over lies between two workers. */
const CACHE = 'sse-service-worker';

/** Milliseconds: less than the 300 after which pages come back, so that none finds the door closed. */
const UNDER_WAY = 250;

/** What is handed over is of use for so many milliseconds: pages may come back late, but not for ever. */
const LIFETIME = 120_000;

/** Milliseconds between two hand-overs while a worker waits that does not say when it wants to come. */
const INTERVAL = 60_000;

/** What the old worker has handed over. */
interface HandOver {
  /** The number of the strategy. */
  readonly of: number;
  /** When, in epoch milliseconds. */
  readonly at: number;
  readonly pages: readonly HandedOver[];
}

/** What a new worker says to the old one, and the old one to the new one. */
type Announcement = 'here' | 'skip-waiting' | HandOver;

/**
 * Keeps streams from holding up the next version of the worker. In Chromium a worker that answers an
 * EventSource cannot be replaced: for 300 seconds the new one waits, then every stream is ended for
 * ever. So the old worker sends its pages away when the new one is installed, or says that it wants to
 * come; what they had is handed over, and they come back to whichever worker is active then.
 *
 * @internal
 */
export class UpdateHandOver {
  static #count = 0;

  readonly #multiplexer: EventStreamMultiplexer;
  readonly #report: (error: unknown) => void;
  /** Counts the strategies of a worker, in the order in which they are made. */
  readonly #number = UpdateHandOver.#count++;
  readonly #entry = `/sse-service-worker/handed-over/${this.#number}`;
  readonly #channel = new BroadcastChannel(`sse-service-worker ${self.registration.scope}`);
  /** Not while this worker is itself the new one, which its own registration also tells it of. */
  #isActive = true;
  #underWayUntil = 0;
  #handedOver: readonly HandedOver[] = [];
  /** What the old worker has said that it hands over, if this one was there to hear it. */
  #heard: HandOver | undefined;
  #isAnnounced = false;
  #takenOver: Promise<void> | undefined;
  /** How often what was handed over has been forgotten. */
  #forgotten = 0;
  /** What is done with the entry, one after the other. */
  #storage: Promise<unknown> = Promise.resolve();

  /** @param report - is told when the browser's storage fails, which costs no stream. */
  constructor(multiplexer: EventStreamMultiplexer, report: (error: unknown) => void) {
    this.#multiplexer = multiplexer;
    this.#report = report;
    self.addEventListener('install', () => {
      this.#isActive = false;
    });
    self.addEventListener('activate', () => {
      this.#isActive = true;
    });
    self.registration.addEventListener('updatefound', () => {
      this.#watch(self.registration.installing);
    });
    this.#channel.addEventListener('message', ({ data }: MessageEvent<Announcement>) => {
      if (typeof data === 'object') {
        if (data.of === this.#number) this.#heard = data;
        return;
      }
      this.#isAnnounced = true;
      if (data === 'skip-waiting') this.#handOver();
    });
    this.#announceSkipWaiting();
  }

  /** Whether nobody is to be taken on: the worker is about to be replaced. */
  get isUnderWay(): boolean {
    return Date.now() < this.#underWayUntil;
  }

  /** Resolves when what the worker before this one handed over has been taken over. */
  takenOver(): Promise<void> {
    return (this.#takenOver ??= this.#inTurn(() => this.#takeOver()));
  }

  /** Forgets what was handed over, by this worker or to it; resolves when it is no longer stored. */
  forget(): Promise<void> {
    this.#forgotten++;
    this.#handedOver = [];
    this.#heard = undefined;
    this.#takenOver = Promise.resolve();
    this.#announce(this.#handOverOf([]));
    return this.#inTurn(async () => {
      if (await caches.has(CACHE)) await (await caches.open(CACHE)).delete(this.#entry);
    });
  }

  /** A page has come back to this worker, which therefore still is the one that knows best. */
  cameBack(request: Request, clientId: string): void {
    const key = this.#multiplexer.keyOf(request);
    const others = this.#handedOver.filter(
      (page) => page.clientId !== clientId || page.key !== key,
    );
    if (others.length === this.#handedOver.length) return;
    this.#handedOver = others;
    this.#passOn();
  }

  /** Waits for the new worker to be installed; hands over then, and again while it waits unannounced. */
  #watch(installing: ServiceWorker | null): void {
    installing?.addEventListener('statechange', () => {
      if (installing.state !== 'installed') return;
      this.#handOver();
      const timer = setInterval(() => {
        if (installing.state !== 'installed') clearInterval(timer);
        else if (!this.#isAnnounced) this.#handOver();
      }, INTERVAL);
    });
  }

  #handOver(): void {
    if (!this.#isActive) return;
    this.#underWayUntil = Date.now() + UNDER_WAY;
    this.#handedOver = this.#multiplexer.handOver();
    if (this.#handedOver.length > 0) this.#passOn();
  }

  /** With its streams this worker may end before anything is stored: it also says it. */
  #passOn(): void {
    const handOver = this.#handOverOf(this.#handedOver);
    this.#announce(handOver);
    this.#inTurn(async () => {
      const cache = await caches.open(CACHE);
      await cache.put(this.#entry, new Response(JSON.stringify(handOver)));
    }).catch(this.#report);
  }

  #handOverOf(pages: readonly HandedOver[]): HandOver {
    return { of: this.#number, at: Date.now(), pages };
  }

  /** Tells the active worker that this one has been installed, and when it wants to take its place. */
  #announceSkipWaiting(): void {
    if (!self.registration.active) return;
    this.#announce('here');
    const skipWaiting = self.skipWaiting.bind(self);
    self.skipWaiting = () => {
      this.#announce('skip-waiting');
      return skipWaiting();
    };
  }

  #announce(announcement: Announcement): void {
    this.#channel.postMessage(announcement);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#storage.then(work);
    // A failure is its caller's; what comes next goes on.
    this.#storage = done.catch(() => undefined);
    return done;
  }

  async #takeOver(): Promise<void> {
    const forgotten = this.#forgotten;
    const stored = await this.#takeStored().catch(this.#report);
    // What was said is not older: it may never have been stored.
    const { at, pages } = this.#heard ?? stored ?? { at: 0, pages: [] };
    if (forgotten === this.#forgotten && Date.now() - at < LIFETIME)
      this.#multiplexer.takeOver(pages);
  }

  async #takeStored(): Promise<HandOver | undefined> {
    if (!(await caches.has(CACHE))) return undefined;
    const cache = await caches.open(CACHE);
    const response = await cache.match(this.#entry);
    if (!response) return undefined;
    await cache.delete(this.#entry);
    return (await response.json()) as HandOver;
  }
}
