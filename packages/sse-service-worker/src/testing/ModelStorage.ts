import { IDBFactory } from 'fake-indexeddb';

const DATABASE = 'event-stream-positions https://app.test/';
const STORE = 'positions';

/** A browser's IndexedDB, which outlives the worker, and may fail, hang or be cleared. */
export class ModelStorage {
  /** How often was written to it. */
  writes = 0;
  /** What each access fails with, if anything. */
  error: Error | undefined;
  /** What writing fails with while there is something to be put; removing needs no space. */
  putError: Error | undefined;
  /** Whether no access ever ends. */
  hangs = false;
  /** What opening it waits for, if anything. */
  #delayed: Promise<void> | undefined;
  /** How many accesses have begun and not ended. */
  #pending = 0;
  readonly #factory = new IDBFactory();

  /** What a worker finds as `indexedDB`. */
  readonly indexedDB = {
    open: (name: string, version: number): IDBOpenDBRequest => {
      if (this.error) throw this.error;
      // A request that nobody answers.
      if (this.hangs) return {} as IDBOpenDBRequest;
      const open = (): IDBOpenDBRequest => this.#begin(name, version);
      return this.#delayed ? answeredAfter(this.#delayed, open) : open();
    },
  };

  /** From now on opening it takes until the returned function is called. */
  delay(): () => void {
    let answer = (): void => undefined;
    this.#delayed = new Promise((resolve) => {
      answer = () => {
        this.#delayed = undefined;
        resolve();
      };
    });
    return answer;
  }

  /** The user clears the site's data; whoever has it open is asked to close it. */
  async clear(): Promise<void> {
    const removing = this.#factory.deleteDatabase(DATABASE);
    await new Promise((resolve) => (removing.onsuccess = resolve));
  }

  /** Resolves when all that was begun has ended. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 1000; turn++) {
      if (this.#pending === 0) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
    throw new Error('The storage does not come to an end.');
  }

  /** All that is stored, in the order of the names. */
  async read(): Promise<unknown[]> {
    const database = await this.#open();
    const reading = database.transaction(STORE).objectStore(STORE).getAll();
    await new Promise((resolve) => (reading.onsuccess = resolve));
    database.close();
    return reading.result as unknown[];
  }

  /** Stores something as another version, or something else, would. */
  async write(record: unknown): Promise<void> {
    const database = await this.#open();
    const writing = database.transaction(STORE, 'readwrite').objectStore(STORE).put(record);
    await new Promise((resolve) => (writing.onsuccess = resolve));
    database.close();
  }

  async #open(): Promise<IDBDatabase> {
    const opening = this.#factory.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'name' });
    await new Promise((resolve) => (opening.onsuccess = resolve));
    return opening.result;
  }

  #begin(name: string, version: number): IDBOpenDBRequest {
    const request = this.#factory.open(name, version);
    this.#pending++;
    const end = (): number => this.#pending--;
    request.addEventListener('success', () => {
      this.#watch(request.result);
      end();
    });
    request.addEventListener('error', end);
    return request;
  }

  #watch(database: IDBDatabase): void {
    const begin = database.transaction.bind(database);
    database.transaction = (names, mode, options) => {
      if (this.error) throw this.error;
      const transaction = begin(names, mode, options);
      if (this.hangs) return silenced(transaction);
      this.#pending++;
      transaction.addEventListener('complete', () => this.#pending--);
      transaction.addEventListener('abort', () => this.#pending--);
      this.#watchWrites(transaction);
      return transaction;
    };
  }

  #watchWrites(transaction: IDBTransaction): void {
    const storeOf = transaction.objectStore.bind(transaction);
    let isWritten = false;
    let isRefused = false;
    const commit = transaction.commit.bind(transaction);
    // Whether there is space is found out when it is committed.
    transaction.commit = () => {
      if (isRefused) transaction.abort();
      else commit();
    };
    transaction.objectStore = (name) => {
      const store = storeOf(name);
      const watch = <T>(request: IDBRequest<T>, isPut = false): IDBRequest<T> => {
        isWritten = true;
        isRefused ||= isPut && this.putError !== undefined;
        return request;
      };
      const put = store.put.bind(store);
      const remove = store.delete.bind(store);
      const clear = store.clear.bind(store);
      store.put = (record) => watch(put(record), true);
      store.delete = (name) => watch(remove(name));
      store.clear = () => watch(clear());
      return store;
    };
    transaction.addEventListener('complete', () => {
      if (isWritten) this.writes++;
    });
    transaction.addEventListener('abort', () => {
      if (this.putError) Object.defineProperty(transaction, 'error', { value: this.putError });
    });
  }
}

/** A request that is made only then. */
function answeredAfter(delay: Promise<void>, open: () => IDBOpenDBRequest): IDBOpenDBRequest {
  const handlers = {} as IDBOpenDBRequest;
  void delay.then(() => {
    const request = open();
    Object.defineProperty(handlers, 'result', { get: () => request.result });
    const { onupgradeneeded, onsuccess, onerror } = handlers;
    Object.assign(request, { onupgradeneeded, onsuccess, onerror });
  });
  return handlers;
}

/** Does what it is asked, and tells nobody. */
function silenced(transaction: IDBTransaction): IDBTransaction {
  const nobody = { set: () => undefined };
  return Object.defineProperties(transaction, { oncomplete: nobody, onabort: nobody });
}
