import { describe, expect, jest, test } from '@jest/globals';
import { ModelPage } from '../../../sse-multiplexer/src/testing/ModelPage.js';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import { ModelSite } from '../testing/ModelSite.js';
import { noteWarnings } from '../testing/noteWarnings.js';

useFakeTime();
const warn = noteWarnings();

declare const clients: Clients;

const second = 1000;
const name = expect.stringMatching(/^[\da-f-]{36}$/);

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

  test('that answers late does not take a page back to where it stood before', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.publish(3);
    await site.drop();
    await site.pass(second);
    await site.restart();
    const answer = site.storage.delay();
    const opening = site.open(page);
    await jest.advanceTimersByTimeAsync(second);
    await opening;
    await site.publish(2);
    await page.leave();
    answer();
    await site.pass(second);
    await site.open(page);
    await site.publish(1);
    const unknown = '{"reason":"position-unknown"}';
    expect(page.log).toEqual(['1', '2', '3', unknown, '4', '5', unknown, '6']);
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
