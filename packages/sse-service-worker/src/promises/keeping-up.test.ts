import { expect, test } from '@jest/globals';
import { ModelPage } from '../../../sse-multiplexer/src/testing/ModelPage.js';
import { settle } from '../../../sse-multiplexer/src/testing/settle.js';
import { useFakeTime } from '../../../sse-multiplexer/src/testing/useFakeTime.js';
import { ModelSite } from '../testing/ModelSite.js';

useFakeTime();

const PING = 'EVENT_STREAMS_PING page';
const MIB = 1024 * 1024;

/** An event of so many MiB, as its server sends it. */
const event = (id: number, size: number): string =>
  `id: ${id}\ndata: ${id}\n:${'x'.repeat(size * MIB)}\n\n`;

const send = async (site: ModelSite, text: string): Promise<void> => {
  site.server.send(text);
  await settle();
};

const start = async (userAgent: string): Promise<{ site: ModelSite; page: ModelPage }> => {
  const site = await ModelSite.start(userAgent);
  // Browsers that take everything show what an EventSource holds.
  const showsLastEventId = !userAgent.includes('Chrome/');
  return { site, page: await site.open(new ModelPage('page', showsLastEventId)) };
};

test.each([
  'Gecko/20100101 Firefox/153.0',
  'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15',
])('%s: a page that has answered, and then does so no more, is closed alone', async (userAgent) => {
  const { site, page } = await start(userAgent);
  expect(site.said).toEqual([PING]);
  site.say('page', { type: 'EVENT_STREAMS_PONG' });
  const other = await site.open('other');
  await send(site, event(1, 2));
  expect(site.said.filter((said) => said === PING)).toHaveLength(2);
  await send(site, event(2, 2) + event(3, 1));
  expect([page.readyState, other.readyState]).toEqual(['open', 'open']);
  await send(site, event(4, 0));
  // It might still catch up: it is waited for.
  for (let waited = 0; waited <= 1000; waited += 10) await site.pass(10);
  expect([page.readyState, other.readyState]).toEqual(['connecting', 'open']);
  expect(site.streams.inspect().totals.overflows).toBe(1);

  await site.open(page);
  await send(site, event(5, 0));
  // One that joins is told the last event ID by an event that has no data.
  for (const { log } of [page, other])
    expect(log.filter(Boolean)).toEqual(['1', '2', '3', '4', '5']);
});

test('a page that keeps answering gets any amount', async () => {
  const { site, page } = await start('Firefox/153.0');
  for (let id = 1; id <= 10; id++) {
    site.say('page', { type: 'EVENT_STREAMS_PONG' });
    await send(site, event(id, 2));
  }
  expect(page.readyState).toBe('open');
  expect(page.log).toHaveLength(10);
  const [stream] = site.streams.inspect().streams;
  expect(stream?.subscribers).toMatchObject([{ clientId: 'page', lag: 1 }]);
  expect(stream?.subscribers[0]?.queuedBytes).toBeGreaterThan(2 * MIB);
});

test('the upstream waits while the only page does not answer', async () => {
  const { site, page } = await start('Firefox/153.0');
  site.say('page', { type: 'EVENT_STREAMS_PONG' });
  for (let id = 1; id <= 8; id++) await send(site, event(id, 1));
  const [connection] = site.server.openConnections;
  expect(page.log.length).toBeLessThanOrEqual(3);
  expect(site.server.unread(connection)).toBeGreaterThan(0);
  for (let answer = 0; answer < 8; answer++) {
    site.say('page', { type: 'EVENT_STREAMS_PONG' });
    await settle();
  }
  expect(page.log).toHaveLength(8);
  expect(page.readyState).toBe('open');
});

test('a page that has never answered is left alone, and other messages are no answer', async () => {
  const { site, page } = await start('Firefox/153.0');
  for (const data of [null, 'EVENT_STREAMS_PONG', { type: 'OTHER' }]) site.say('page', data);
  site.say('stranger', { type: 'EVENT_STREAMS_PONG' });
  for (let id = 1; id <= 8; id++) await send(site, event(id, 1));
  expect(page.readyState).toBe('open');
  expect(page.log).toHaveLength(8);
});

test('where the browser shows what waits for a page, none is asked', async () => {
  const { site } = await start('AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36');
  await send(site, event(1, 3));
  expect(site.said).toEqual([]);
});
