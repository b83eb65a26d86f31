import { isPositionRecord } from './isPositionRecord.js';
import type { KeptRecord } from './KeptRecord.js';

declare const self: ServiceWorkerGlobalScope;

const STORE = 'positions';
/** Of what is stored: what another version has written is not read. */
const VERSION = 1;
/** Characters of an ID that are stored; a page with a longer one has to be told of a gap. */
const MAX_ID_LENGTH = 4096;

/** Milliseconds for which the browser's storage is waited for; then it is taken to have failed. */
const PATIENCE = 10_000;

type Stored = KeptRecord & { readonly version: number };

/** What is known to be stored of a record. */
interface Known {
  readonly record: KeptRecord;
  readonly text: string;
}

/**
 * Where EventSources stand, in IndexedDB: one small record for each, by its name, whatever strategy, share
 * key or copy of this library it belongs to. What is not understood is removed. Every promise rejects if
 * the browser's storage fails, or does not answer within ten seconds.
 *
 * @internal
 */
export class PositionStore {
  readonly #name = `event-stream-positions ${self.registration.scope}`;
  #database: Promise<IDBDatabase> | undefined;
  /** What is known to be stored. */
  #stored = new Map<string, Known>();
  /** What is done, one after the other. */
  #work: Promise<unknown> = Promise.resolve();

  /** All that is stored. */
  restore(): Promise<KeptRecord[]> {
    return this.#inTurn(async () => {
      const records = await this.#transact((store) => {
        const all: KeptRecord[] = [];
        store.openCursor().onsuccess = ({ target }) => {
          const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
          if (!cursor) return;
          const { value } = cursor as { value: unknown };
          if (isStored(value)) all.push(value);
          else cursor.delete();
          cursor.continue();
        };
        return all;
      }, false);
      this.#stored = new Map(records.map((record) => [record.name, known(record)]));
      return records;
    });
  }

  /** Stores what has changed since, and removes what is there no more. */
  store(records: readonly KeptRecord[]): Promise<void> {
    return this.#inTurn(async () => {
      // One that is the same object is the same: of thousands a few have changed.
      const next = new Map(
        records.map((record) => {
          const before = this.#stored.get(record.name);
          return [record.name, before?.record === record ? before : known(record)] as const;
        }),
      );
      const changed = [...next].filter(([name, { text }]) => this.#stored.get(name)?.text !== text);
      const gone = [...this.#stored.keys()].filter((name) => !next.has(name));
      if (changed.length + gone.length === 0) return;
      await this.#transact((store) => {
        for (const [, { text }] of changed) store.put(JSON.parse(text));
        for (const name of gone) store.delete(name);
      });
      this.#stored = next;
    });
  }

  /** Stores these in the place of all that is there. */
  replace(records: readonly KeptRecord[]): Promise<void> {
    return this.#inTurn(async () => {
      this.#stored = new Map();
      // Even where no space is left for what comes next, nothing of before may stay.
      await this.#transact((store) => store.clear());
      await this.#transact((store) => {
        for (const record of records) store.put(shorten(record));
      });
      this.#stored = new Map(records.map((record) => [record.name, known(record)]));
    });
  }

  /** @param isAllAtOnce - whether all requests are made when `work` returns. */
  async #transact<T>(work: (store: IDBObjectStore) => T, isAllAtOnce = true): Promise<T> {
    try {
      return await withinPatience(this.#run(work, isAllAtOnce));
    } catch (error) {
      // It may have been closed or removed by the browser: it is opened anew the next time.
      this.#database = undefined;
      throw error;
    }
  }

  async #run<T>(work: (store: IDBObjectStore) => T, isAllAtOnce: boolean): Promise<T> {
    this.#database ??= this.#open();
    const transaction = (await this.#database).transaction(STORE, 'readwrite', {
      durability: 'relaxed',
    });
    const result = work(transaction.objectStore(STORE));
    // A worker may be ended before the browser would commit by itself.
    if (isAllAtOnce) transaction.commit();
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => {
        reject(transaction.error ?? new DOMException('The transaction was aborted.', 'AbortError'));
      };
    });
    return result;
  }

  #open(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(this.#name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'name' });
      request.onsuccess = () => {
        const database = request.result;
        const forget = (): void => {
          this.#database = undefined;
          // Nothing is known to be stored any more.
          this.#stored = new Map();
        };
        database.onclose = forget;
        // Whoever wants to remove it, "clear site data", is not kept waiting.
        database.onversionchange = () => {
          forget();
          database.close();
        };
        resolve(database);
      };
      request.onerror = () => {
        reject(request.error ?? new DOMException('The storage cannot be opened.', 'UnknownError'));
      };
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#work.then(work);
    // A failure is its caller's; what comes next goes on.
    this.#work = done.catch(() => undefined);
    return done;
  }
}

/** Rejects if something takes too long; its later outcome is ignored. */
async function withinPatience<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new DOMException('The storage does not answer.', 'TimeoutError'));
    }, PATIENCE);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function known(record: KeptRecord): Known {
  return { record, text: JSON.stringify(shorten(record)) };
}

function shorten({ lastEventId, ...record }: KeptRecord): Stored {
  const isKept = lastEventId !== undefined && lastEventId.length <= MAX_ID_LENGTH;
  return { ...record, ...(isKept && { lastEventId }), version: VERSION };
}

function isStored(value: unknown): value is Stored {
  return isPositionRecord(value) && (value as Partial<Stored>).version === VERSION;
}
