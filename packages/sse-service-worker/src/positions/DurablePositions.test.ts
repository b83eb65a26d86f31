import { describe, expect, jest, test } from '@jest/globals';
import { ModelPage } from '../../../sse-multiplexer/src/testing/ModelPage.js';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import { ModelSite } from '../testing/ModelSite.js';

useFakeTime();

const second = 1000;
const stored = ({ stored }: ModelSite): unknown => {
  // Another scope of the same origin has another.
  expect([...stored.keys()]).toEqual(['https://app.test/sse-service-worker/0']);
  return (JSON.parse([...stored.values()][0] ?? '') as { pages: unknown }).pages;
};

test('says of every page where it stands, a second after it came or was sent away', async () => {
  const site = await ModelSite.start();
  await site.open('a');
  await site.publish(3);
  expect(site.writes).toBe(0);
  await site.pass(second);
  const key = expect.stringContaining('/events');
  expect(stored(site)).toEqual([{ key, clientId: 'a', lastEventId: '3', isOpen: true }]);

  await site.drop();
  await site.pass(second);
  const until = Date.now() - second + 120_000;
  expect(stored(site)).toEqual([{ key, clientId: 'a', lastEventId: '3', until }]);
});

test('is written at most once a second, however many come and go', async () => {
  const site = await ModelSite.start();
  for (let n = 0; n < 50; n++) {
    const page = await site.open(`page ${n}`);
    if (n % 2) await page.leave();
    await site.pass(100);
  }
  expect(site.writes).toBeLessThanOrEqual(5);
});

test('is not written while only events come', async () => {
  const site = await ModelSite.start();
  await site.open('a');
  await site.pass(second);
  for (let n = 0; n < 55; n++) {
    await site.publish(1);
    await site.pass(second);
  }
  expect(site.writes).toBe(1);
});

test('is not touched while a stream is idle, or sends nothing but comments', async () => {
  const site = await ModelSite.start();
  await site.open('a');
  await site.pass(second);
  for (let n = 0; n < 100; n++) {
    if (n % 2) site.server.send(':\n\n');
    await site.pass(10 * second);
  }
  expect(site.writes).toBe(1);
});

test('is empty when the last page has gone', async () => {
  const site = await ModelSite.start();
  const page = await site.open('a');
  await site.pass(second);
  await page.leave();
  await site.pass(second);
  expect([...site.stored]).toEqual([]);
});

test('that cannot be had costs a warning, and no stream', async () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  const site = await ModelSite.start();
  site.storageError = new DOMException('No space left.', 'QuotaExceededError');
  const page = await site.open('a');
  await site.pass(second);
  await site.publish(1);
  expect(page.log).toEqual(['1']);
  expect(warn.mock.calls).toEqual([
    [expect.stringMatching(/^model: /), site.storageError],
    [expect.stringMatching(/^model: /), site.storageError],
  ]);
  warn.mockRestore();
});

describe('a reset, because another user may be here', () => {
  const firefox = 'Firefox/153';
  const marker = { clientId: 'a', lastEventId: '', isReset: true };

  /** A page in Firefox, which shows the ID that it holds, is away while there is no worker. */
  async function away(): Promise<{ site: ModelSite; page: ModelPage }> {
    const site = await ModelSite.start(firefox);
    const page = await site.open(new ModelPage('a', true));
    await site.publish(3);
    await site.drop();
    await site.pass(second);
    expect(stored(site)).toMatchObject([{ clientId: 'a', lastEventId: '3' }]);
    return { site, page };
  }

  async function comesBackAsAnother(site: ModelSite, page: ModelPage): Promise<void> {
    await site.open(page);
    await site.publish(1);
    expect(page.log.slice(-2)).toEqual(['{"reason":"reset"}', '4']);
    expect(site.server.connections.map(({ lastEventId }) => lastEventId)).toEqual([null, null]);
  }

  test('leaves no position, only whom to tell', async () => {
    const { site, page } = await away();
    await site.streams.reset();
    expect(stored(site)).toMatchObject([marker]);
    await site.restart(firefox);
    await comesBackAsAnother(site, page);
  });

  test('reaches what an earlier worker has stored', async () => {
    const { site, page } = await away();
    await site.restart(firefox);
    await site.streams.reset();
    expect(stored(site)).toMatchObject([marker]);
    await comesBackAsAnother(site, page);
  });

  test('reaches what is about to be read', async () => {
    const { site, page } = await away();
    await site.restart(firefox);
    await Promise.all([site.streams.reset(), site.open(page)]);
    await site.publish(1);
    expect(page.log.slice(-2)).toEqual(['{"reason":"reset"}', '4']);
    expect(site.server.connections.map(({ lastEventId }) => lastEventId)).toEqual([null, null]);
  });

  test('reaches a new worker that has heard where pages stand', async () => {
    const { site } = await away();
    await site.streams.reset();
    expect(site.messages.at(-1)).toMatchObject({ of: 0, pages: [marker] });
  });
});

test('stays for the next worker while this one is not asked for a stream', async () => {
  const site = await ModelSite.start();
  await site.open('a');
  await site.pass(second);
  await site.restart();
  const before = [...site.stored];
  site.findUpdate().become('installed');
  await site.pass(second);
  expect([[...site.stored], site.messages]).toEqual([before, []]);
});
