import type { PositionRecord } from 'sse-multiplexer';
import { type Announcement, announcementOf } from '../messages/announcementOf.js';
import { onSkipWaiting } from './onSkipWaiting.js';
import { OtherRequests } from './OtherRequests.js';

declare const self: ServiceWorkerGlobalScope;

/** Milliseconds: less than the 300 after which pages come back, so that none finds the door closed. */
const UNDER_WAY = 250;
/** Milliseconds between two tries for a version that wants to come and cannot. */
const RETRY = 1500;
/** Milliseconds for which the end of another request is waited for before it is tried all the same. */
const PATIENCE = 10_000;
/** Milliseconds between two hand-overs while a worker waits that does not say when it wants to come. */
const INTERVAL = 60_000;

/** Milliseconds: so much later than its word the registration may show a version. */
const SHOWN_LATER = 1000;

/** A version that wants to be the next one. */
interface Newcomer {
  /** Which run of a worker has spoken for it first, and when, in milliseconds of the monotonic clock. */
  from?: string;
  heardAt?: number;
  /** Its script may be heard before the registration shows it. */
  worker?: ServiceWorker;
  isAnnounced: boolean;
  isWanted: boolean;
  isInsistedOn: boolean;
}

/** What is handed over, and taken over. */
interface Kept {
  /** Sends all pages away. */
  readonly sendAway: () => void;
  /** What a new worker needs to know; `undefined` while this one does not know it itself. */
  readonly records: () => readonly PositionRecord[] | undefined;
  readonly takeOver: (records: readonly PositionRecord[]) => void;
}

/**
 * Keeps streams from holding up the next version of the worker. In Chromium a worker that answers an
 * EventSource cannot be replaced: for 300 seconds the new one waits, then every EventSource is closed. So
 * the old worker sends its pages away when the new one is installed, or says that it wants to come; what
 * they had is handed over, and they come back to whichever worker is active then. As long as a version
 * wants to come and cannot, because other requests are in flight, that is repeated.
 *
 * @internal
 */
export class UpdateHandOver {
  readonly #kept: Kept;
  readonly #channel = new BroadcastChannel(`sse-service-worker ${self.registration.scope}`);
  readonly #id = idOfThisRun();
  readonly #requests = new OtherRequests();
  /** Not while this worker is itself the new one, which its own registration also tells it of. */
  #isActive = true;
  #underWayUntil = -Infinity;
  /** The version that waits, and what is known of it. */
  #next: Newcomer | undefined;
  /** What is said by another run than that which has spoken for it first. */
  #later: Newcomer | undefined;

  /** To be made while the worker's script is first run. */
  constructor(kept: Kept) {
    this.#kept = kept;
    self.addEventListener('install', () => {
      this.#isActive = false;
    });
    self.addEventListener('activate', () => {
      this.#isActive = true;
    });
    self.registration.addEventListener('updatefound', () => {
      this.#watch(self.registration.installing);
    });
    this.#channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const announcement = announcementOf(data);
      if (announcement && announcement.from !== this.#id) this.#hear(announcement);
    });
    this.#announceSkipWaiting();
    // To make a version active Chromium ends the run of the old one, and begins another where a page asks first.
    setTimeout(() => {
      this.#takeUp();
    }, RETRY);
  }

  /** Whether nobody is to be taken on: the worker is about to be replaced. */
  get isUnderWay(): boolean {
    return performance.now() < this.#underWayUntil;
  }

  /** Tells a new worker where pages stand: with its streams this one may end before that is stored. */
  tellPositions(): void {
    const records = this.#kept.records();
    if (records) this.#announce({ type: 'positions', records });
  }

  #hear(announcement: Announcement): void {
    if (announcement.type === 'positions') {
      if (!this.#isActive) this.#kept.takeOver(announcement.records);
      return;
    }
    const next = (this.#next ??= newcomer());
    note(next, announcement);
    // Another run is one of the same version, or the first of one that the registration is about to show.
    if (next.from !== announcement.from) {
      if (this.#later?.from !== announcement.from) this.#later = newcomer();
      note(this.#later, announcement);
    }
    if (announcement.type !== 'skip-waiting') return;
    // One that is still being installed cannot come yet.
    if (self.registration.installing) return;
    this.#handOver();
    void this.#insist(next);
  }

  /** Hands over to a version that waits since before this run, of which nothing has been heard in it. */
  #takeUp(): void {
    const { waiting } = self.registration;
    if (!waiting || waiting === self.serviceWorker || this.#next) return;
    this.#handOver();
  }

  /** Waits for the new worker to be installed; hands over then, and again while it waits unannounced. */
  #watch(installing: ServiceWorker | null): void {
    if (!installing) return;
    // What an earlier version has said is not said by this one.
    const { heardAt = -Infinity } = this.#later ?? {};
    const isLater = performance.now() - heardAt < SHOWN_LATER;
    if (!this.#next || this.#next.worker)
      this.#next = (isLater ? this.#later : undefined) ?? newcomer();
    this.#later = undefined;
    const next = this.#next;
    next.worker = installing;
    installing.addEventListener('statechange', () => {
      if (installing.state !== 'installed') {
        if (installing.state !== 'installing' && this.#next === next) this.#next = undefined;
        return;
      }
      // It may skip waiting without a word, and then be held up by a request.
      next.isWanted ||= this.#requests.arePending;
      this.#handOver();
      if (next.isWanted) void this.#insist(next);
      const timer = setInterval(() => {
        if (installing.state !== 'installed') clearInterval(timer);
        else if (!next.isAnnounced) this.#handOver();
      }, INTERVAL);
    });
  }

  /** Tries again until the version is active or gone. */
  async #insist(next: Newcomer): Promise<void> {
    if (next.isInsistedOn) return;
    next.isInsistedOn = true;
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, RETRY));
      await this.#requests.answered(PATIENCE);
      const { waiting, installing } = self.registration;
      if (this.#next !== next || !(waiting ?? installing)) return;
      this.#handOver();
    }
  }

  #handOver(): void {
    if (!this.#isActive) return;
    this.#underWayUntil = performance.now() + UNDER_WAY;
    this.#kept.sendAway();
    this.tellPositions();
  }

  /** Tells the active worker that this one has been installed, and when it wants to take its place. */
  #announceSkipWaiting(): void {
    if (!self.registration.active) return;
    this.#announce({ type: 'here' });
    onSkipWaiting(() => {
      this.#announce({ type: 'skip-waiting' });
    });
  }

  #announce(
    announcement: { type: 'here' | 'skip-waiting' } | { type: 'positions'; records: unknown },
  ): void {
    this.#channel.postMessage({ ...announcement, version: 1, from: this.#id });
  }
}

function note(next: Newcomer, { from, type }: Announcement): void {
  next.from ??= from;
  next.heardAt ??= performance.now();
  next.isAnnounced = true;
  next.isWanted ||= type === 'skip-waiting';
}

function newcomer(): Newcomer {
  return { isAnnounced: false, isWanted: false, isInsistedOn: false };
}

/** The same for all copies of this library in one run of a worker: none is to hear its own word. */
function idOfThisRun(): string {
  const run = self as unknown as Record<symbol, string>;
  return (run[Symbol.for('sse-service-worker')] ??= crypto.randomUUID());
}
