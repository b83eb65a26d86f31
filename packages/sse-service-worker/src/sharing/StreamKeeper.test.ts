import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ModelPage } from '../../../sse-multiplexer/src/testing/ModelPage.js';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import { ModelSite } from '../testing/ModelSite.js';

useFakeTime();

declare const clients: Clients;

const second = 1000;
const name = expect.stringMatching(/^[\da-f-]{36}$/);

let warn: jest.Spied<typeof console.warn>;
beforeEach(() => {
  warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  warn.mockRestore();
});

describe('what is stored', () => {
  test('says of every EventSource where it stands, a second after it came or was sent away', async () => {
    const site = await ModelSite.start();
    await site.open('a');
    await site.publish(3);
    expect(site.storage.writes).toBe(0);
    await site.pass(second);
    expect(await site.stored()).toEqual([{ name, clientId: 'a', isOpen: true, version: 1 }]);

    await site.drop();
    await site.pass(second);
    expect(await site.stored()).toEqual([{ name, clientId: 'a', lastEventId: '3', version: 1 }]);
  });

  test('holds no URL, no token, no event', async () => {
    const site = await ModelSite.start();
    const page = new ModelPage('a', false, 'https://app.test/events?token=secret');
    await site.open(page);
    await site.publish(1);
    await site.drop();
    await site.pass(second);
    const text = JSON.stringify(await site.storage.read());
    expect(text).not.toMatch(/https|secret|events|token|data/);
  });

  test('is written at most once a second, however many come and go', async () => {
    const site = await ModelSite.start();
    for (let n = 0; n < 50; n++) {
      const page = await site.open(`page ${n}`);
      if (n % 2) await page.leave();
      await site.pass(100);
    }
    expect(site.storage.writes).toBeLessThanOrEqual(5);
  });

  test('is not touched while only events come, or comments, or nothing', async () => {
    const site = await ModelSite.start();
    await site.open('a');
    await site.pass(second);
    for (let n = 0; n < 60; n++) {
      if (n % 3 === 0) await site.publish(1);
      if (n % 3 === 1) site.server.send(':\n\n');
      await site.pass(10 * second);
    }
    expect(site.storage.writes).toBe(1);
  });

  test('serves streams whose worker has other strategies, share keys or order of them', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.publish(2);
    await site.drop();
    await site.pass(second);
    const next = await ModelSite.start(undefined, { ignoreURLParametersMatching: [/x/] });
    // What outlives the worker is the first one's.
    Object.assign(site, { streams: next.streams });
    Object.assign(globalThis, { indexedDB: site.storage.indexedDB });
    await site.publish(2);
    await site.open(page);
    expect(page.log).toEqual(['1', '2', '3', '4']);
  });
});

describe('a storage', () => {
  test('that fails costs a warning, and no stream', async () => {
    const site = await ModelSite.start();
    site.storage.error = new DOMException('No space left.', 'QuotaExceededError');
    const page = await site.open('a');
    await site.pass(second);
    await site.publish(1);
    expect(page.log).toEqual(['1']);
    const warning = [expect.stringMatching(/^model: /), site.storage.error];
    expect(warn.mock.calls).toEqual([warning, warning]);
  });

  test('that never answers costs a page a second, once, and no stream', async () => {
    const site = await ModelSite.start();
    site.storage.hangs = true;
    const opening = site.open('a');
    await jest.advanceTimersByTimeAsync(second);
    const page = await opening;
    expect((await site.open('b')).readyState).toBe('open');
    for (let n = 0; n < 30; n++) {
      await site.publish(1);
      await site.pass(second);
    }
    expect(page.log).toHaveLength(30);
    await site.drop();
    await site.open(page);
    await site.publish(1);
    expect(page.log).toHaveLength(31);
  });

  test('that answers late does not bring back what a reset has forgotten meanwhile', async () => {
    const site = await ModelSite.start('Firefox/153');
    const page = await site.open(new ModelPage('a', true));
    await site.publish(3);
    await site.drop();
    await site.pass(second);
    await site.restart('Firefox/153');
    const answer = site.storage.delay();
    const opening = site.open(page);
    await jest.advanceTimersByTimeAsync(second);
    await opening;
    const resetting = site.streams.reset();
    await jest.advanceTimersByTimeAsync(second);
    answer();
    await resetting;
    await site.open(page);
    await site.publish(1);
    expect(page.log.filter(Boolean).slice(-2)).toEqual(['{"reason":"reset"}', '4']);
  });

  test('that answers after a reset brings nothing back, though nobody has asked meanwhile', async () => {
    const site = await ModelSite.start('Firefox/153');
    const page = await site.open(new ModelPage('a', true));
    await site.publish(3);
    await site.drop();
    await site.pass(second);
    await site.restart('Firefox/153');
    const answer = site.storage.delay();
    const resetting = site.streams.reset();
    await jest.advanceTimersByTimeAsync(2 * second);
    answer();
    await resetting;
    const before = site.server.connections.length;
    await site.open(page);
    await site.publish(1);
    expect(page.log.filter(Boolean).slice(-2)).toEqual(['{"reason":"reset"}', '4']);
    const asked = site.server.connections.slice(before);
    expect(asked.map(({ lastEventId }) => lastEventId)).toEqual([null]);
  });

  test('that the user clears costs no stream, and is filled again', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.publish(1);
    await site.pass(second);
    await site.storage.clear();
    await site.drop();
    await site.pass(second);
    await site.restart();
    await site.publish(1);
    await site.open(page);
    await site.publish(1);
    expect(page.log).toEqual(['1', '2', '3']);
  });
});

test('a browser that cannot find a client costs a warning, and no stream', async () => {
  const site = await ModelSite.start();
  const error = new DOMException('The worker is being ended.', 'InvalidStateError');
  Object.assign(self, { clients: { ...clients, get: () => Promise.reject(error) } });
  const page = await site.open('a');
  await site.publish(1);
  expect(page.log).toEqual(['1']);
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/^model: /), error]]);
});

describe('a reset, because another user may be here', () => {
  const firefox = 'Firefox/153';
  const marker = { clientId: 'a', isReset: true };

  /** A page in Firefox, which shows the ID that it holds, is away while there is no worker. */
  async function away(): Promise<{ site: ModelSite; page: ModelPage }> {
    const site = await ModelSite.start(firefox);
    const page = await site.open(new ModelPage('a', true));
    await site.publish(3);
    await site.drop();
    await site.pass(second);
    expect(await site.stored()).toMatchObject([{ clientId: 'a', lastEventId: '3' }]);
    return { site, page };
  }

  async function comesBackAsAnother(site: ModelSite, page: ModelPage): Promise<void> {
    await site.open(page);
    await site.publish(1);
    expect(page.log.filter(Boolean).slice(-2)).toEqual(['{"reason":"reset"}', '4']);
    expect(site.server.connections.map(({ lastEventId }) => lastEventId)).toEqual([null, null]);
  }

  test('leaves no position, only whom to tell', async () => {
    const { site, page } = await away();
    await site.streams.reset();
    const stored = await site.stored();
    expect(stored).toMatchObject([marker]);
    expect(JSON.stringify(stored)).not.toContain('lastEventId');
    await site.restart(firefox);
    await comesBackAsAnother(site, page);
  });

  test('reaches what an earlier worker has stored', async () => {
    const { site, page } = await away();
    await site.restart(firefox);
    await site.streams.reset();
    expect(await site.stored()).toMatchObject([marker]);
    await comesBackAsAnother(site, page);
  });

  test('reaches what is about to be read', async () => {
    const { site, page } = await away();
    await site.restart(firefox);
    await Promise.all([site.streams.reset(), site.open(page)]);
    await site.publish(1);
    expect(page.log.filter(Boolean).slice(-2)).toEqual(['{"reason":"reset"}', '4']);
    expect(site.server.connections.map(({ lastEventId }) => lastEventId)).toEqual([null, null]);
  });

  test('reaches a new worker that has heard where pages stand', async () => {
    const { site } = await away();
    await site.streams.reset();
    expect(site.messages.at(-1)).toMatchObject({ type: 'positions', records: [marker] });
  });

  test('says so where no space is left, and the next worker asks after nothing all the same', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.publish(3);
    await site.drop();
    await site.pass(second);
    const error = new DOMException('No space left.', 'QuotaExceededError');
    site.storage.putError = error;
    await expect(site.streams.reset()).rejects.toBe(error);
    expect(await site.storage.read()).toEqual([]);
    await site.restart();
    await site.open(page);
    await site.publish(1);
    expect(page.log).toEqual(['1', '2', '3', '{"reason":"position-unknown"}', '4']);
    expect(site.server.connections.map(({ lastEventId }) => lastEventId)).toEqual([null, null]);
  });

  test('that the storage has refused is tried again until it succeeds', async () => {
    const { site } = await away();
    site.storage.error = new Error('not now');
    await expect(site.streams.reset()).rejects.toThrow('not now');
    await site.pass(second);
    await site.pass(10 * second);
    site.storage.error = undefined;
    expect(await site.stored()).toMatchObject([{ lastEventId: '3' }]);
    await site.pass(10 * second);
    expect(await site.stored()).toMatchObject([marker]);
    await site.pass(60 * second);
    expect(jest.getTimerCount()).toBe(0);
  });
});
