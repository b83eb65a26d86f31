import { describe, expect, jest, test } from '@jest/globals';
import { ModelPage } from '../../../sse-multiplexer/src/testing/ModelPage.js';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import { ModelSite } from '../testing/ModelSite.js';
import { noteWarnings } from '../testing/noteWarnings.js';

useFakeTime();
noteWarnings();

const second = 1000;

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
