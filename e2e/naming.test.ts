import { expect, test } from '@jest/globals';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import { EventPublisher } from './kit/EventPublisher.js';

/** A worker that knows nothing of this library: it redirects once, and notes what it is asked. */
const script = `
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
const asked = [];
let count = 0;
addEventListener('message', ({ data, ports }) => {
  if (data.asked) ports[0].postMessage(asked);
});
addEventListener('fetch', (event) => {
  const { url, headers } = event.request;
  if (headers.get('accept') !== 'text/event-stream') return;
  asked.push({ fragment: new URL(url).hash, lastEventId: headers.get('last-event-id') });
  if (url.includes('~tag')) return;
  const target = url + (url.includes('#') ? '' : '#') + '~tag' + ++count;
  event.respondWith(Response.redirect(target, 308));
});`;

interface Asked {
  readonly fragment: string;
  readonly lastEventId: string | null;
}

describeInBrowsers('an EventSource that a worker redirects to its own URL with a tag', (kit) => {
  test('comes back to the tag for life, has its own URL and origin, and asks the server as ever', async () => {
    const stage = await kit.set();
    const { server } = stage;
    server.file('/tagging.js', 'text/javascript', script);
    const publisher = new EventPublisher(server, '/events', 200);
    const tab = await stage.openTab();
    await tab.takeWorker('/tagging.js');
    await tab.listen('/events?x=1', { name: 'one' });
    await tab.until('one', 'open', 1);
    await tab.listen('/events?x=1#own', { name: 'two' });
    await tab.until('two', 'open', 1);
    for (let round = 1; round <= 2; round++) {
      publisher.publish();
      await tab.untilId('one', String(round));
      await tab.untilId('two', String(round));
      await publisher.dropAll();
      await tab.until('one', 'open', round + 1);
      await tab.until('two', 'open', round + 1);
    }

    const asked = await tab.askWorker<Asked[]>({ asked: true }, 'what was asked');
    const fragments = asked.map(({ fragment }) => fragment);
    expect(fragments.slice(0, 4)).toEqual(['', '#~tag1', '#own', '#own~tag2']);
    expect(fragments.slice(4).sort()).toEqual(['#own~tag2', '#own~tag2', '#~tag1', '#~tag1']);
    const shown = new Set(asked.slice(4).map(({ lastEventId }) => lastEventId));
    expect(shown).toEqual(new Set(kit.browserName === 'chrome' ? [null] : ['1', '2']));

    const requests = server.exchanges('/events').map(({ request }) => request);
    expect(new Set(requests.map(({ url }) => url))).toEqual(new Set(['/events?x=1']));
    expect(requests.map(({ lastEventId }) => lastEventId ?? '').sort()).toEqual([
      '',
      '',
      '1',
      '1',
      '2',
      '2',
    ]);
    const log = await tab.log('one');
    const origins = log.flatMap((entry) => (entry.kind === 'event' ? [entry.origin] : []));
    expect(new Set(origins)).toEqual(new Set([server.origin]));
    const url = await tab.page.evaluate(() => {
      const source = new EventSource('/events?x=1');
      source.close();
      return source.url;
    });
    expect(url).toBe(`${server.origin}/events?x=1`);
  });
});
