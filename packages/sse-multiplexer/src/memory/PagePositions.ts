import type { PagePosition } from './PagePosition.js';
import type { PositionRecord } from './PositionRecord.js';
import { StreamMemories } from './StreamMemories.js';
import type { StreamMemory } from './StreamMemory.js';

/** How many EventSources are known at most; the one that was heard of longest ago goes first. */
const MAX_POSITIONS = 10_000;

/** Prefix of the names of connections that cannot be named. */
const UNNAMED = '~';

/**
 * Where each EventSource stands: the one owner of that. An EventSource is known by its name, not by its
 * client, its stream or the time; a position is kept until its client is gone.
 *
 * @public
 */
export class PagePositions {
  readonly #positions = new Map<string, PagePosition>();
  readonly #onChange: () => void;
  /** What is the same is not made again: there may be thousands, and whoever stores them compares. */
  readonly #records = new WeakMap<PagePosition, PositionRecord>();
  #unnamed = 0;
  /** What is remembered of the worker's streams. */
  readonly memories = new StreamMemories(this);
  /** Whether pages come that were told to come back sooner than their streams say. */
  areHurried = false;

  /** @param onChange - called when {@link PagePositions.records} may return something else. */
  constructor(onChange = () => {}) {
    this.#onChange = onChange;
  }

  /** Whether anything is known of an EventSource. */
  has(name: string, clientId: string): boolean {
    return this.#positions.get(name)?.clientId === clientId;
  }

  /** Whether a name is known as that of another client's EventSource. */
  isOfAnother(name: string, clientId: string): boolean {
    return (this.#positions.get(name)?.clientId ?? clientId) !== clientId;
  }

  /** All clients of which a position is known. */
  get clientIds(): Set<string> {
    return new Set(Array.from(this.#positions.values(), ({ clientId }) => clientId));
  }

  /** A name comes with its client: with another one's it says nothing. */
  get(name: string, clientId: string): PagePosition | undefined {
    const position = this.#positions.get(name);
    return position?.clientId === clientId ? position : undefined;
  }

  /**
   * A name for a connection whose client cannot be named: built on `fetch`, or in WebKit. Such a one
   * says by itself where it stands.
   */
  newName(clientId: string): string {
    return `${UNNAMED}${clientId} ${this.#unnamed++}`;
  }

  /**
   * Finds, and forgets, what is known of a connection that has no name and has come back.
   *
   * @param lastEventId - what its request says.
   */
  takeUnnamed(clientId: string, lastEventId: string): PagePosition | undefined {
    for (const [name, position] of this.#positions) {
      const isOfClient = name.startsWith(UNNAMED) && position.clientId === clientId;
      if (!isOfClient || position.state === 'open') continue;
      if (position.state === 'away' && position.lastEventId !== lastEventId) continue;
      this.#positions.delete(name);
      return position;
    }
    return undefined;
  }

  set(name: string, position: PagePosition): void {
    // The newest stand last.
    this.#positions.delete(name);
    this.#positions.set(name, position);
    if (this.#positions.size > MAX_POSITIONS) this.#forgetOldest();
    this.#onChange();
  }

  /** The page has ended its connection, by closing it, by leaving or by falling asleep. */
  left(name: string, clientId: string): void {
    if (name.startsWith(UNNAMED)) this.#positions.delete(name);
    else this.set(name, { state: 'lost', clientId });
    this.#onChange();
  }

  /** Takes back what has been noted since a page asked that was never answered. */
  restore(name: string, position: PagePosition | undefined): void {
    if (position) this.set(name, position);
    else this.#positions.delete(name);
  }

  /** How many are away that stopped in a stream's memory. */
  awayFrom(memory: StreamMemory): number {
    let count = 0;
    for (const position of this.#positions.values())
      if (position.state === 'away' && position.place?.memory === memory) count++;
    return count;
  }

  /** Sequence of the first event that one of these waits for; `Infinity` where nobody waits. */
  firstAwaited(memory: StreamMemory): number {
    let first = Infinity;
    for (const position of this.#positions.values())
      if (position.state === 'away' && position.place?.memory === memory)
        first = Math.min(first, position.place.sequence + 1);
    return first;
  }

  /** A stream's memory is of no more use: what is known of its pages are their IDs. */
  release(memory: StreamMemory): void {
    this.memories.release(memory);
    for (const [name, position] of this.#positions) {
      if (position.state !== 'away' || position.place?.memory !== memory) continue;
      this.#positions.set(name, { ...position, place: undefined });
    }
  }

  /** Streams were forgotten, and their pages are to be told. Pages whose streams are open are on others. */
  reset(): void {
    for (const [name, position] of this.#positions) {
      const { clientId, state } = position;
      // Of streams that are not forgotten.
      if (state === 'open' || state === 'native') continue;
      if (state === 'away' && position.place) continue;
      const reconnectionTime =
        'reconnectionTime' in position ? position.reconnectionTime : undefined;
      this.#positions.set(name, { state: 'reset', clientId, reconnectionTime });
    }
    this.#onChange();
  }

  /** Forgets all EventSources of clients that are gone. */
  forget(clientIds: ReadonlySet<string>): void {
    for (const [name, { clientId }] of this.#positions)
      if (clientIds.has(clientId)) this.#positions.delete(name);
    this.#onChange();
  }

  /** What another worker needs to know if this one is ended. */
  records(): PositionRecord[] {
    const records: PositionRecord[] = [];
    for (const [name, position] of this.#positions) {
      if (name.startsWith(UNNAMED)) continue;
      const record = this.#records.get(position) ?? recordOf(name, position);
      // How far an open stream has come changes.
      if (position.state !== 'open') this.#records.set(position, record);
      records.push(record);
    }
    return records;
  }

  /**
   * Takes over what another worker knew.
   *
   * @param isNews - whether it is newer than what is known here of EventSources that are not.
   */
  takeOver(records: readonly PositionRecord[], isNews = false): void {
    if (records.length > 0) this.areHurried = true;
    for (const record of records) {
      const known = this.#positions.get(record.name);
      const isHere = known?.state === 'open' || (known?.state === 'away' && known.place);
      if (known && (isHere || !isNews)) continue;
      this.#positions.set(record.name, positionOf(record));
    }
  }

  #forgetOldest(): void {
    for (const [name, { state }] of this.#positions) {
      if (state === 'open') continue;
      this.#positions.delete(name);
      return;
    }
  }
}

function recordOf(name: string, position: PagePosition): PositionRecord {
  const { clientId, state } = position;
  switch (state) {
    case 'open':
      return { name, clientId, isOpen: true, ...retryOf(position.at) };
    case 'away':
      return { name, clientId, lastEventId: position.lastEventId, ...retryOf(position) };
    case 'lost':
      return { name, clientId };
    case 'native':
      return { name, clientId, isNative: true };
    case 'reset':
      return { name, clientId, isReset: true, ...retryOf(position) };
  }
}

function retryOf({ reconnectionTime }: { reconnectionTime?: number | undefined }) {
  return reconnectionTime === undefined ? {} : { reconnectionTime };
}

function positionOf(record: PositionRecord): PagePosition {
  const { clientId, lastEventId, reconnectionTime } = record;
  if (record.isNative) return { state: 'native', clientId };
  if (record.isReset) return { state: 'reset', clientId, reconnectionTime };
  // Whose stream was open may have been given more since.
  if (record.isOpen || lastEventId === undefined) return { state: 'lost', clientId };
  return { state: 'away', clientId, lastEventId, reconnectionTime };
}
