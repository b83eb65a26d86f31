import { describe, expect, jest, test } from '@jest/globals';
import { ModelPage } from '../../../sse-multiplexer/src/testing/ModelPage.js';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import { ModelSite } from '../testing/ModelSite.js';

useFakeTime();

const second = 1000;
const minute = 60_000;
const hour = 60 * minute;
const gap = '{"reason":"position-unknown"}';

describe('a page that waits to come back when the worker is ended', () => {
  test('goes on where it stopped, though its browser hides its last event ID', async () => {
    const site = await ModelSite.start();
    const [a, b] = [await site.open('a'), await site.open('b')];
    await site.publish(3);
    await site.drop();
    await site.pass(second);
    await site.restart();
    await site.publish(2);
    await site.open(a);
    await site.open(b);
    await site.publish(1);
    for (const { log } of [a, b]) expect(log).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(site.server.openConnections).toHaveLength(1);
  });

  test('has the last word on where it is, if its browser shows it', async () => {
    const site = await ModelSite.start('Firefox/153');
    const page = await site.open(new ModelPage('a', true));
    await site.publish(3);
    await site.drop();
    await site.pass(second);
    // It has not got all that was sent.
    page.lastEventId = '1';
    page.events.length = 1;
    await site.restart('Firefox/153');
    await site.open(page);
    expect(page.log).toEqual(['1', '2', '3']);
  });

  test.each([
    ['ten minutes', 10 * minute],
    ['eight hours', 8 * hour],
  ])('goes on where it stopped after %s, whatever the clock says meanwhile', async (_, time) => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.publish(3);
    await site.drop();
    await site.pass(second);
    await site.restart();
    jest.setSystemTime(Date.now() - 24 * hour);
    await site.publish(2);
    await site.pass(time);
    await site.open(page);
    await site.publish(1);
    expect(page.log).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  test('goes on where it stopped in a worker that has slept for eight hours', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.publish(3);
    await site.drop();
    // The machine sleeps: no timer runs, and the monotonic clock stands still.
    jest.setSystemTime(Date.now() + 8 * hour);
    await site.publish(2);
    await site.open(page);
    await site.publish(1);
    expect(page.log).toEqual(['1', '2', '3', '4', '5', '6']);
  });
});

describe('a page whose stream was open when the worker was ended', () => {
  test('gets no event twice: where it is not known how many it got, it is told of a gap', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.publish(3);
    await site.pass(second);
    await site.publish(2);
    await site.restart();
    await site.open(page);
    await site.publish(1);
    expect(page.log).toEqual(['1', '2', '3', '4', '5', gap, '6']);
  });

  test('and opens another EventSource gets with it what any new one gets', async () => {
    const site = await ModelSite.start();
    await site.open('a');
    await site.publish(3);
    await site.pass(second);
    await site.restart();
    const again = await site.open('a');
    await site.publish(1);
    expect(again.log).toEqual(['4']);
    expect(site.server.connections.map(({ lastEventId }) => lastEventId)).toEqual([null, null]);
  });

  test('is told of a gap by any browser if the stream has no IDs', async () => {
    const site = await ModelSite.start('Firefox/153');
    const send = async (data: string): Promise<void> => {
      site.server.send(`data: ${data}\n\n`);
      await site.pass(second);
    };
    const page = await site.open(new ModelPage('a', true));
    site.server.send('id\n\n');
    await send('one');
    await site.restart('Firefox/153');
    page.lastEventId = '';
    await site.open(page);
    await send('two');
    expect(page.log).toEqual(['one', gap, 'two']);
  });
});

describe('a page in the back/forward cache', () => {
  test('is let go when an event comes, and goes on where it stopped when it is back', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    await site.publish(1);
    site.clientIds.delete('a');
    await site.pass(hour);
    // Nothing has come, and nothing has been done.
    expect(site.server.openConnections).toHaveLength(1);
    await site.publish(1);
    await site.pass(second);
    await site.pass(second);
    expect(page.readyState).toBe('connecting');
    expect(site.server.openConnections).toHaveLength(0);

    await site.publish(2);
    await site.pass(10 * minute);
    await site.open(page);
    await site.publish(1);
    expect(page.log).toEqual(['1', '2', '3', '4', '5']);
  });

  test('goes on where it stopped though the worker was ended meanwhile', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    const other = await site.open('b');
    site.clientIds.delete('a');
    await site.publish(2);
    await site.pass(second);
    await site.pass(second);
    await other.leave();
    await site.pass(second);
    await site.restart();
    await site.publish(2);
    await site.pass(10 * minute);
    await site.open(page);
    expect(page.log).toEqual(['1', '2', '3', '4']);
  });

  test('is forgotten if it does not come back within 15 minutes', async () => {
    const site = await ModelSite.start();
    await site.open('a');
    const other = await site.open('b');
    site.clientIds.delete('a');
    for (let minutes = 0; minutes < 17; minutes++) {
      await site.publish(1);
      await site.pass(minute);
    }
    await other.leave();
    await site.pass(second);
    expect(await site.stored()).toMatchObject([{ clientId: 'b' }]);
  });

  test('that the browser does not list though it is awake is let go once, not for ever', async () => {
    const site = await ModelSite.start();
    const page = await site.open('a');
    let ends = 0;
    for (let round = 0; round < 5; round++) {
      site.clientIds.delete('a');
      await site.publish(1);
      await site.pass(second);
      if (page.readyState === 'open') continue;
      ends++;
      const opening = site.open(page);
      site.clientIds.delete('a');
      await opening;
    }
    expect(page.log).toEqual(['1', '2', '3', '4', '5']);
    expect(ends).toBe(1);
  });
});

test('a page that was too slow goes on where it stopped, hours later', async () => {
  const site = await ModelSite.start();
  const slow = new ModelPage('slow');
  slow.isReading = false;
  await site.open(slow);
  const fast = await site.open('fast');
  site.server.send(`id: 1\ndata: ${'x'.repeat(5_000_000)}\n\n`);
  site.server.published = 1;
  await site.publish(1);
  // So long it is waited for.
  for (let n = 0; n <= 100; n++) await site.pass(second / 100);
  await site.publish(1);
  await site.pass(hour);
  slow.readOn();
  await site.pass(0);
  expect(slow.readyState).toBe('connecting');
  await site.open(slow);
  await site.publish(1);
  expect(slow.log.slice(1)).toEqual(['2', '3', '4']);
  expect(fast.log.slice(1)).toEqual(['2', '3', '4']);
});
