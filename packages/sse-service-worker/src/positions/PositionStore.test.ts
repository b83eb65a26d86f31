import { IDBTransaction } from 'fake-indexeddb';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import { ModelStorage } from '../testing/ModelStorage.js';
import { PositionStore } from './PositionStore.js';

useFakeTime();

const a = { name: 'a', clientId: 'client', lastEventId: '1' };
const b = { name: 'b', clientId: 'client', isReset: true } as const;

let storage: ModelStorage;

beforeEach(() => {
  storage = new ModelStorage();
  const registration = { scope: 'https://app.test/' };
  Object.assign(globalThis, { self: globalThis, registration, indexedDB: storage.indexedDB });
});

test('what is stored is there for the next run of the worker', async () => {
  await new PositionStore().store([a, b]);
  expect(await new PositionStore().restore()).toMatchObject([a, b]);
});

test('only what has changed is written, and what is there no more is removed', async () => {
  const store = new PositionStore();
  await store.store([a, b]);
  await store.store([a, b]);
  await store.store([{ ...a }, { ...b }]);
  expect(storage.writes).toBe(1);
  await store.store([b]);
  expect([storage.writes, await storage.read()]).toMatchObject([2, [{ name: 'b' }]]);
});

test('of ten thousand records that are stored one that has changed is written', async () => {
  const store = new PositionStore();
  const records = Array.from({ length: 10_000 }, (_, n) => ({ name: `${n}`, clientId: 'client' }));
  await store.store(records);
  const stringify = jest.spyOn(JSON, 'stringify');
  await store.store([...records.slice(1), { ...a, name: '0' }]);
  expect(stringify).toHaveBeenCalledTimes(1);
  stringify.mockRestore();
  expect(await storage.read()).toContainEqual({ ...a, name: '0', version: 1 });
});

test.each<[name: string, write: (store: PositionStore) => Promise<void>, transactions: number]>([
  ['what is stored', (store) => store.store([b]), 1],
  // First nothing of before, then what takes its place.
  ['what replaces it after a reset', (store) => store.replace([b]), 2],
])(
  '%s is committed at once, before the worker may be ended',
  async (_name, write, transactions) => {
    const store = new PositionStore();
    await store.store([a]);
    const commit = jest.spyOn(IDBTransaction.prototype, 'commit');
    await write(store);
    expect(commit).toHaveBeenCalledTimes(transactions);
    commit.mockRestore();
  },
);

test('what was just stored is removed though it was not yet written', async () => {
  const store = new PositionStore();
  await Promise.all([store.store([a]), store.store([])]);
  expect(await storage.read()).toEqual([]);
});

describe('what is not understood', () => {
  test.each([
    ['of an earlier version', { ...a, version: 0 }],
    ['of a later version', { ...a, version: 2 }],
    ['without a version', a],
    ['without a client', { name: 'a', version: 1 }],
    ['with another kind of ID', { ...a, lastEventId: 1, version: 1 }],
    ['with another kind of time', { ...a, reconnectionTime: '1', version: 1 }],
  ])('is ignored and removed: %s', async (_, foreign) => {
    await new PositionStore().store([b]);
    await storage.write(foreign);
    expect(await new PositionStore().restore()).toMatchObject([b]);
    expect(await storage.read()).toMatchObject([b]);
  });
});

test('two copies of the library share what is stored, and neither removes what is the other’s', async () => {
  const [one, other] = [new PositionStore(), new PositionStore()];
  await one.restore();
  await other.restore();
  await one.store([a]);
  await other.store([b]);
  await one.store([{ ...a, lastEventId: '2' }]);
  expect(await new PositionStore().restore()).toMatchObject([{ ...a, lastEventId: '2' }, b]);
});

test('an ID that is too long is not stored: its page has to be told of a gap', async () => {
  const long = { ...a, lastEventId: 'x'.repeat(4097) };
  const longest = { ...b, lastEventId: 'x'.repeat(4096) };
  await new PositionStore().store([long, longest]);
  const [stored, other] = await new PositionStore().restore();
  expect(stored).toEqual({ name: 'a', clientId: 'client', version: 1 });
  expect(other).toMatchObject(longest);
});

describe('a storage that fails', () => {
  const error = new DOMException('No space left.', 'QuotaExceededError');

  test('is an error, and is tried again the next time', async () => {
    const store = new PositionStore();
    storage.error = error;
    await expect(store.restore()).rejects.toBe(error);
    await expect(store.store([a])).rejects.toBe(error);
    storage.error = undefined;
    await store.store([a]);
    expect(await storage.read()).toMatchObject([a]);
  });

  test('that has no space left keeps nothing of before that was to be replaced', async () => {
    const store = new PositionStore();
    await store.store([a]);
    storage.putError = error;
    await expect(store.replace([b])).rejects.toBe(error);
    expect(await storage.read()).toEqual([]);
    storage.putError = undefined;
    await store.store([b]);
    expect(await storage.read()).toMatchObject([b]);
  });

  test('because it never answers has failed after ten seconds, and holds up nothing more', async () => {
    const store = new PositionStore();
    await store.store([a]);
    storage.hangs = true;
    const failed = expect(store.store([b])).rejects.toThrow('The storage does not answer.');
    await jest.advanceTimersByTimeAsync(10_000);
    await failed;
    storage.hangs = false;
    await store.store([b]);
    expect(await storage.read()).toMatchObject([b]);
    expect(jest.getTimerCount()).toBe(0);
  });
});

test('a storage that the browser has cleared is opened anew, and gets all that is known', async () => {
  const store = new PositionStore();
  await store.store([a]);
  await storage.clear();
  await store.store([a, b]);
  expect(await storage.read()).toMatchObject([a, b]);
});
