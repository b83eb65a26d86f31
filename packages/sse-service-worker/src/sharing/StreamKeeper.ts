import { type EventStreamMultiplexer, PagePositions } from 'sse-multiplexer';
import { EarlierClients } from '../positions/EarlierClients.js';
import type { KeptRecord } from '../positions/KeptRecord.js';
import { PositionStore } from '../positions/PositionStore.js';
import { SleepingClients } from '../positions/SleepingClients.js';
import { UpdateHandOver } from '../update/UpdateHandOver.js';

declare const self: ServiceWorkerGlobalScope;

/** Milliseconds after a change: at most so often is stored where pages stand. */
const LOOK = 1000;
/** Milliseconds for which the browser's storage is waited for: one that hangs costs no stream. */
const STORAGE_PATIENCE = 1000;
/** The record that says that a worker of this library has been active. No EventSource has this name. */
const MARK = 'worker';

/**
 * What all strategies of a worker have in common: where their pages stand, kept through the worker's end
 * and its updates. To be made while the worker's script is first run.
 *
 * @internal
 */
export class StreamKeeper {
  static #instance: StreamKeeper | undefined;

  /** The one of this worker. */
  static get instance(): StreamKeeper {
    return (this.#instance ??= new StreamKeeper());
  }

  readonly positions = new PagePositions(() => {
    this.lookLater();
  });
  readonly earlier = new EarlierClients(
    async () => {
      await this.restored();
      return this.#isFirst;
    },
    () => {
      this.lookLater();
    },
  );
  readonly #multiplexers: EventStreamMultiplexer[] = [];
  readonly #store = new PositionStore();
  readonly #sleeping = new SleepingClients({
    clientIds: { [Symbol.iterator]: () => this.#clientIds() },
    letGo: (clientIds) => {
      for (const multiplexer of this.#multiplexers) multiplexer.letGo(clientIds);
    },
    forget: (clientIds) => {
      this.positions.forget(clientIds);
      this.earlier.forget(clientIds);
      for (const multiplexer of this.#multiplexers) multiplexer.letGo(clientIds);
    },
  });
  readonly update = new UpdateHandOver({
    sendAway: () => {
      for (const multiplexer of this.#multiplexers) multiplexer.handOver();
      if (this.#isRestored) void this.#save();
    },
    // What the worker before this one has left lies there still, for the next one.
    records: () => (this.#isRestored ? this.positions.records() : undefined),
    takeOver: (records) => {
      this.positions.takeOver(records, true);
    },
  });
  /** Told when the storage fails. */
  onStorageError: (error: unknown) => void = () => undefined;
  #restored: Promise<void> | undefined;
  #isRestored = false;
  /** Were reset before it was known what an earlier worker has left. */
  readonly #resetEarly = new Set<EventStreamMultiplexer>();
  #isFirst = true;
  #isLooking = false;

  add(multiplexer: EventStreamMultiplexer): void {
    this.#multiplexers.push(multiplexer);
  }

  /** Resolves when what the worker before this one has left has been taken over, or cannot be had. */
  restored(): Promise<void> {
    return (this.#restored ??= this.#restore());
  }

  /** A client asks for a stream. */
  seen(clientId: string): void {
    this.#noteClient(clientId).catch((error: unknown) => {
      this.onStorageError(error);
    });
  }

  async #noteClient(clientId: string): Promise<void> {
    const client = self.clients.get(clientId);
    await this.#sleeping.seen(clientId, client);
    const isOut = isHidden(await client);
    for (const multiplexer of this.#multiplexers) multiplexer.noteVisibility(clientId, isOut);
  }

  /** Looks, in a while, at who is gone, and stores where pages stand. To be called after changes. */
  lookLater(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    setTimeout(() => void this.#look(), LOOK);
  }

  /**
   * Forgets the streams of one strategy, and where pages stand that are on none. At once nothing is shared
   * that was opened before. Resolves when nothing of it is stored any more, either, but which pages are to
   * be told; rejects if the storage fails, and then goes on trying.
   */
  async reset(multiplexer: EventStreamMultiplexer): Promise<void> {
    multiplexer.reset();
    if (!this.#isRestored) {
      // What an earlier worker knows is as old, whenever the storage tells of it.
      this.#resetEarly.add(multiplexer);
      await this.restored();
    }
    this.update.tellPositions();
    try {
      await this.#store.replace(this.#records());
    } catch (error) {
      setTimeout(() => void this.#forgetStored(), LOOK);
      throw error;
    }
  }

  async #forgetStored(): Promise<void> {
    try {
      await this.#store.replace(this.#records());
    } catch (error) {
      this.onStorageError(error);
      setTimeout(() => void this.#forgetStored(), LOOK * 10);
    }
  }

  async #restore(): Promise<void> {
    const restoring = this.#store.restore().then((records) => {
      this.#isFirst = !records.some(({ name }) => name === MARK);
      const earlier = records.filter(({ isEarlier }) => isEarlier);
      this.earlier.add(earlier.map(({ clientId }) => clientId));
      this.positions.takeOver(records.filter(({ name, isEarlier }) => name !== MARK && !isEarlier));
      for (const multiplexer of this.#resetEarly) multiplexer.reset();
      this.#resetEarly.clear();
      this.#isRestored = true;
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, STORAGE_PATIENCE);
    });
    await Promise.race([
      patience,
      restoring.catch((error: unknown) => {
        this.onStorageError(error);
        this.#isRestored = true;
      }),
    ]);
    clearTimeout(timer);
  }

  *#clientIds(): Iterator<string> {
    yield* this.positions.clientIds;
    yield* this.earlier.ids;
    for (const { clientIds } of this.#multiplexers) yield* clientIds;
  }

  /** What is done a while after something has changed, and only then. */
  async #look(): Promise<void> {
    this.#isLooking = false;
    await this.restored();
    try {
      await this.#lookAtClients();
    } catch (error) {
      this.onStorageError(error);
    }
    if (this.#isRestored) await this.#save();
  }

  async #lookAtClients(): Promise<void> {
    const clients = await self.clients.matchAll({ includeUncontrolled: true, type: 'all' });
    this.#sleeping.look(clients);
    const hidden = clients.filter(isHidden).map(({ id }) => id);
    for (const multiplexer of this.#multiplexers) multiplexer.hide(hidden);
  }

  #records(): KeptRecord[] {
    const earlier = [...this.earlier.ids].map((clientId) => {
      return { name: `client ${clientId}`, clientId, isEarlier: true as const };
    });
    return [{ name: MARK, clientId: '' }, ...earlier, ...this.positions.records()];
  }

  async #save(): Promise<void> {
    try {
      await this.#store.store(this.#records());
    } catch (error) {
      this.onStorageError(error);
    }
  }
}

/** Not so a worker, which nobody ever looks at: it may do something with events that somebody sees. */
function isHidden(client: Client | undefined): boolean {
  return (client as Partial<WindowClient> | undefined)?.visibilityState === 'hidden';
}
