import { expect, test } from '@jest/globals';
import { eventStreams } from '../fixtures/streams/index.js';
import { stopWorkers } from './kit/AppStage.js';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import './kit/neverRetried.js';
import { EventPublisher } from './kit/EventPublisher.js';
import { eventIds } from './kit/eventIds.js';
import { playChunks } from './kit/playChunks.js';
import type { SiteOptions } from './kit/Site.js';
import type { Stage } from './kit/Stage.js';
import type { Tab } from './kit/Tab.js';

const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(index + 1));

/** Firefox stops a worker by itself, which would take 30 seconds. */
const impatientFirefox = {
  'dom.serviceWorkers.idle_timeout': 1000,
  'dom.serviceWorkers.idle_extended_timeout': 1000,
};

const helped: SiteOptions = { worker: 'multiplex', helpers: ['reviveEventSources'] };

describeInBrowsers(
  'an EventSource whose worker dies',
  (kit) => {
    const isChromium = kit.browserName === 'chrome';

    /** Tabs that have got the first three events. */
    const stream = async (
      count: number,
      options = helped,
    ): Promise<{ stage: Stage; publisher: EventPublisher; tabs: Tab[]; tab: Tab }> => {
      const stage = await kit.set(options);
      const publisher = new EventPublisher(stage.server, '/events');
      const tabs = await stage.openTabs(count);
      const [tab] = tabs as [Tab];
      await Promise.all(tabs.map((each) => each.listen('/events')));
      await Promise.all(tabs.map((each) => each.until('/events', 'open', 1)));
      publisher.publish(3);
      await Promise.all(tabs.map((each) => each.until('/events', 'event', 3)));
      return { stage, publisher, tabs, tab };
    };

    /** Done when the worker's death has reached the tabs. */
    const killWorker = async (tabs: readonly Tab[], death = 1): Promise<void> => {
      const [tab] = tabs as [Tab];
      if (isChromium) await stopWorkers(tab.page);
      await Promise.all(tabs.map((each) => each.until('/events', 'error', death)));
    };

    test('comes back with what it has missed, and ten tabs over one connection', async () => {
      const { stage, publisher, tabs } = await stream(10);
      for (let death = 1; death <= 2; death++) {
        await killWorker(tabs, death);
        publisher.publish(3);
        for (const tab of tabs) {
          const log = await tab.until('/events', 'event', 3 + 3 * death);
          expect(eventIds(log)).toEqual(ids(3 + 3 * death));
          // As at any other reconnection.
          for (const { kind, readyState } of log) expect(readyState).toBe(kind === 'error' ? 0 : 1);
        }
      }
      const { server } = stage;
      await server.untilConnected('/events', 1);
      for (const { request } of server.exchanges('/events')) expect(request.url).toBe('/events');
    });

    test('is closed for ever in Chromium without the page helper, and lives on in Firefox', async () => {
      const { publisher, tabs, tab } = await stream(1, { worker: 'multiplex' });
      await killWorker(tabs);
      const error = (await tab.log('/events')).find(({ kind }) => kind === 'error');
      expect(error).toEqual({ kind: 'error', readyState: isChromium ? 2 : 0 });
      publisher.publish(3);
      if (isChromium) return;
      expect(eventIds(await tab.until('/events', 'event', 6))).toEqual(ids(6));
    });

    test('stays closed when the server refuses it', async () => {
      const { stage, tabs, tab } = await stream(1);
      stage.server.route('/events', (exchange) => exchange.respond(204));
      await killWorker(tabs);
      const log = await tab.untilClosed('/events');
      const errors = log.flatMap(({ kind, readyState }) => (kind === 'error' ? [readyState] : []));
      expect(errors.at(-1)).toBe(2);
      expect(errors.filter((readyState) => readyState === 2)).toHaveLength(1);
      expect(stage.server.exchanges('/events').at(-1)?.request.lastEventId).toBe('3');
    });

    test('tells of a gap where the stream has no IDs', async () => {
      const stage = await kit.set(helped);
      stage.server.route('/events', (exchange, attempt) => {
        void exchange.open().write(`retry: 100\ndata: ${attempt}\n\n`);
      });
      const tab = await stage.openControlledTab();
      await tab.listen('/events', { events: ['event-stream-gap'] });
      await tab.until('/events', 'event', 1);
      await tab.untilStored('"isOpen":true');
      await killWorker([tab]);
      const data = await tab.untilData('/events', '2');
      expect(data).toEqual(['1', '{"reason":"position-unknown"}', '2']);
    });

    test('comes back after the death of a worker that was unregistered', async () => {
      const { stage, publisher, tab, tabs } = await stream(1, helped);
      await tab.page.evaluate(async () => {
        await (await navigator.serviceWorker.ready).unregister();
      });
      publisher.publish();
      await tab.until('/events', 'event', 4);
      if (!isChromium) return;
      await killWorker(tabs);
      // A page that no worker helps any more has a connection of its own.
      await stage.server.request('/events', 2);
      await tab.until('/events', 'open', 2);
      publisher.publish();
      await tab.untilData('/events', 'event 5');
      expect(stage.server.exchanges('/events').map(({ request }) => request.url)).toEqual([
        '/events',
        '/events',
      ]);
    });

    test('has after it all that a stream can have, as natively', async () => {
      if (!isChromium) return;
      const native = await kit.set();
      const stage = await kit.set(helped);
      const [nativeTab, tab] = [await native.openTab(), await stage.openControlledTab()];
      const listen = async (
        at: Tab,
        { server }: Stage,
        nth: number,
        lives: number,
      ): Promise<void> => {
        const { chunks = [], events = [] } = eventStreams[nth] ?? {};
        const play = playChunks(chunks);
        server.route(`/${nth}`, (exchange, attempt) => {
          if (attempt < lives) void exchange.open().write(':\n\n');
          else play(exchange, attempt - lives + 1);
        });
        await at.listen(`/${nth}`, { events });
      };
      const logOf = async (at: Tab, nth: number): Promise<unknown[]> => {
        const log = await at.untilClosed(`/${nth}`);
        return log.map((entry) => ({ ...entry, origin: '' }));
      };
      for (const nth of eventStreams.keys()) await listen(nativeTab, native, nth, 1);
      // As many at a time as fit into the connections of one host.
      for (let start = 0; start < eventStreams.length; start += 5) {
        const batch = [...eventStreams.keys()].slice(start, start + 5);
        for (const nth of batch) await listen(tab, stage, nth, 2);
        for (const nth of batch) await tab.until(`/${nth}`, 'open', 1);
        await stopWorkers(tab.page);
        for (const nth of batch) {
          const [open, error, ...log] = await logOf(tab, nth);
          expect([open, error]).toMatchObject([{ kind: 'open' }, { kind: 'error' }]);
          const { name } = eventStreams[nth] ?? {};
          expect({ name, log }).toEqual({ name, log: await logOf(nativeTab, nth) });
        }
      }
    });
  },
  impatientFirefox,
);
