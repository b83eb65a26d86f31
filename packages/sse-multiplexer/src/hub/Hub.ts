import type { Admission } from './Admission.js';
import type { Arrival } from './Arrival.js';
import type { FanOut } from '../delivery/FanOut.js';
import type { StreamSnapshot } from '../statistics/EventStreamsSnapshot.js';
import { farewell } from '../wire/farewell.js';
import type { HubEnvironment } from './HubEnvironment.js';
import { isLeftRather } from './isLeftRather.js';
import { isNew } from './isNew.js';
import { ResumptionRefusedError } from '../upstream/ResumptionRefusedError.js';
import { startsItself } from './startsItself.js';
import { StreamLife } from './StreamLife.js';

/**
 * One stream: what becomes of the pages that ask for it. The life of its upstream is another's to decide.
 *
 * @internal
 */
export class Hub {
  readonly #environment: HubEnvironment;
  readonly #life: StreamLife;

  constructor(environment: HubEnvironment) {
    this.#environment = environment;
    this.#life = new StreamLife(environment);
  }

  /** The pages, and what is remembered of the stream. */
  get fanOut(): FanOut {
    return this.#life.fanOut;
  }

  /** The stream as it stands, but for its key. */
  inspect(): Omit<StreamSnapshot, 'key'> {
    return {
      url: this.#life.upstreams.requests.newest?.url ?? '',
      state: this.#life.standing.state.name,
      since: this.#life.standing.since,
      lastStatus: this.#life.lastStatus,
      detours: this.#life.admission.detours,
      ...this.fanOut.inspect(),
    };
  }

  /** Gives a page its response; rejects only if there is none: the server could not be reached. */
  join(arrival: Arrival): Promise<Response> {
    this.#life.upstreams.requests.note(arrival.visit.request);
    if (this.#asksForItself(arrival)) return this.#life.admit(arrival, { asksForItself: true });
    switch (this.#life.standing.state.name) {
      case 'idle':
        return this.#life.connect(arrival, startOf(arrival));
      case 'dormant':
        return this.#wake(arrival);
      case 'connecting':
        return this.#life.standing.state.waiting.add(arrival);
      case 'lingering':
        // One that starts by itself leaves the old connection alone: it brings its own.
        if (!this.#startsItself(arrival)) this.#life.standing.stay();
        return this.#admitLate(arrival);
      case 'open':
      case 'reopening':
        return this.#life.admit(arrival);
      case 'closed':
        throw new Error('The hub is closed.');
    }
  }

  /**
   * Sends every page away for a moment, so that another worker can take over. Pages that come back to
   * this one continue as after any other end.
   */
  handOver(): void {
    this.fanOut.positions.areHurried = true;
    this.#life.standing.waiting?.sendAway(farewell());
    this.#life.standing.halt();
    this.fanOut.counters.handOvers++;
    if (this.#life.standing.state.name !== 'closed') this.#life.sendAway(false, farewell());
  }

  /** Ends the streams of clients that sleep; each continues where it stopped when it is back. */
  letGo(clientIds: ReadonlySet<string>): void {
    this.fanOut.letGo(clientIds);
    this.#life.vacancy.settle();
  }

  /** Ends the stream for good, with all that is remembered of it. Every page is sent away. */
  reset(): void {
    const { waiting } = this.#life.standing;
    for (const arrival of [...(waiting?.arrivals ?? []), ...this.#life.admission.waiting]) {
      const { name, visit } = arrival;
      const { clientId } = visit;
      if (!isNew(arrival)) this.fanOut.positions.set(name, { state: 'reset', clientId });
    }
    this.#life.standing.halt();
    waiting?.sendAway();
    this.#life.close();
  }

  /** Ends the stream for good. Every page comes back by itself; one that waits is better left to its browser. */
  dispose(): void {
    const { standing } = this.#life;
    standing.halt();
    standing.waiting?.fail(new ResumptionRefusedError());
    this.#life.close();
  }

  /** The clients of all pages that are on the stream, or wait for it. */
  get clientIds(): string[] {
    const waiting = this.#life.standing.waiting?.arrivals ?? [];
    return [...waiting.map(({ visit }) => visit.clientId), ...this.#life.admission.clientIds];
  }

  /** The pages on the stream. */
  get admitted(): Pick<Admission, 'acknowledge' | 'oldest'> {
    return this.#life.admission;
  }

  /** The first page after the upstream's end. */
  #wake(arrival: Arrival): Promise<Response> {
    const { memory, positions } = this.fanOut;
    const { join, resume } = this.#environment.options;
    // Where nothing is resumed, no page continues the old stream.
    const lastEventId = resume === false ? '' : memory.position.lastEventId;
    // It gets what came before only where the option `join` says so.
    const isOwn = isNew(arrival) && join !== 'replay' && memory.replay.snapshot === undefined;
    // Pages that are awaited continue the stream; it is theirs.
    if (isOwn && lastEventId && positions.awayFrom(memory) > 0) return this.#life.admit(arrival);
    if (isLeftRather(arrival) && this.#life.upstreams.resumption.isRefused(arrival.visit.request))
      return Promise.reject(new ResumptionRefusedError());
    // Without an ID nothing can be resumed: each page begins anew, as natively.
    const isAnew = lastEventId ? isOwn : startsItself(this.#environment.options);
    return this.#life.connect(arrival, isAnew ? '' : lastEventId, isAnew);
  }

  /** Whether a page is one of several that poll. One alone goes on with its stream. */
  #asksForItself({ known }: Arrival): boolean {
    const { standing, upstreams, fanOut, admission } = this.#life;
    if (this.#environment.options.reconnect === 'worker' || !upstreams.isPolled(standing.upstream))
      return false;
    const isAwaited = known?.state === 'away' && known.place?.memory === fanOut.memory;
    const others = fanOut.positions.awayFrom(fanOut.memory) - (isAwaited ? 1 : 0);
    return others + fanOut.size + admission.detours > 0 || standing.waiting !== undefined;
  }

  /** Whether a page is new and starts on a connection of its own. */
  #startsItself(arrival: Arrival): boolean {
    return isNew(arrival) && startsItself(this.#environment.options);
  }

  /** Onto a stream that lingers, which then stays open if the page is on it. */
  #admitLate(arrival: Arrival): Promise<Response> {
    const answer = this.#life.admit(arrival);
    this.#life.vacancy.settle();
    return answer;
  }
}

/** Where the first page of a stream starts. */
function startOf({ known, carried }: Arrival): string {
  if (known?.state === 'reset') return '';
  return carried ?? (known?.state === 'away' ? known.lastEventId : '');
}
