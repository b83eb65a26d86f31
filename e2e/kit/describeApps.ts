import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser } from 'puppeteer';
import { AppStage, stopWorkers } from './AppStage.js';
import { appNames, buildApps } from './buildApps.js';
import type { BuiltApp } from './buildApps.js';
import type { WorkerBuild } from './buildWorker.js';
import { connectBrowser } from './connectBrowser.js';
import { eventIds } from './eventIds.js';
import { EventPublisher } from './EventPublisher.js';
import type { Tab } from './Tab.js';

const tabCount = 3;

/** Describes what every app, built in this mode, promises in both browsers. */
export const describeApps = (mode: WorkerBuild): void => {
  jest.setTimeout(180_000);

  let built: (name: string) => BuiltApp;

  beforeAll(async () => {
    built = await buildApps(mode);
  }, 400_000);

  describe.each(['chrome', 'firefox'] as const)(
    `an app with a catch-all NetworkFirst route, built for ${mode} (%s)`,
    (browserName) => {
      let browser: Browser;
      let stage: AppStage;

      beforeAll(async () => {
        browser = await connectBrowser(browserName);
      });

      afterAll(async () => {
        await browser.disconnect();
      });

      afterEach(async () => {
        await stage.server.close();
      });

      /** Three tabs on both streams: what the server and the worker see of it. */
      const promiseStreams = async (tabs: readonly Tab[], round: string): Promise<void> => {
        const { server } = stage;
        const names = ['/events/chat', '/events/news'];
        for (const tab of tabs) {
          for (const name of names) {
            await tab.page.evaluate(
              (...args) => window.kit.listen(...args),
              `${name} ${round}`,
              name,
              false,
              [],
            );
          }
        }
        for (const tab of tabs) {
          for (const name of names) await tab.until(`${name} ${round}`, 'open', 1);
        }
        await server.untilConnected('/events/chat', tabCount);
        await server.untilConnected('/events/news', 1);
        await expect(tabs[0]?.observeWorker('/events/chat', tabCount)).resolves.toMatchObject({
          answers: 0,
          fetches: 0,
        });
        await expect(tabs[0]?.observeWorker('/events/news', tabCount)).resolves.toMatchObject({
          answers: tabCount,
          fetches: 1,
        });
      };

      /** What the worker did before event streams were its business, it does still. */
      const promiseOtherRoutes = async (tab: Tab, path: string): Promise<void> => {
        const { server } = stage;
        const loads = server.exchanges('/about.html').length;
        await expect(tab.request('/about.html')).resolves.toMatchObject({ status: 200 });
        expect(server.exchanges('/about.html')).toHaveLength(loads);

        server.route(path, (exchange, attempt) =>
          attempt === 1
            ? exchange.respond(200, { 'content-type': 'text/plain' }, 'from the network')
            : exchange.destroy(),
        );
        await expect(tab.request(path)).resolves.toMatchObject({ body: 'from the network' });
        await server.request(path);
        await expect(
          tab.page.evaluate(async (url) => {
            while (!(await caches.match(url)))
              await new Promise((resolve) => setTimeout(resolve, 10));
            return (await fetch(url)).text();
          }, path),
        ).resolves.toBe('from the network');
        expect(server.exchanges(path).length).toBeGreaterThan(1);
      };

      /** A worker that workbox-build has written whole, which skips waiting, is replaced like any other. */
      const promiseUpdate = async (tabs: readonly Tab[], news: EventPublisher): Promise<void> => {
        stage.deployWorker();
        const took = tabs[0]?.updateWorker('activated');
        news.publish(1);
        expect(await took).toBeLessThan(2000);
        news.publish(1);
        for (const tab of tabs) {
          const log = await tab.until('/events/news first', 'event', 4);
          expect(eventIds(log)).toEqual(['1', '2', '3', '4']);
          expect(log.filter(({ readyState }) => readyState === 2)).toEqual([]);
        }
        const { server } = stage;
        await server.untilConnected('/events/news', 1);
      };

      test.each(appNames)(
        'shares news over one connection, leaves chat alone, and is otherwise as before: %s',
        async (name) => {
          stage = await AppStage.set(await browser.createBrowserContext(), built(name));
          const { server } = stage;
          const news = new EventPublisher(server, '/events/news');
          const chat = new EventPublisher(server, '/events/chat');
          const tabs = await stage.openTabs(tabCount);
          const [first] = tabs as [Tab];

          await promiseStreams(tabs, 'first');
          news.publish(2);
          chat.publish(2);
          for (const tab of tabs) {
            for (const stream of ['/events/chat first', '/events/news first']) {
              const log = await tab.until(stream, 'event', 2);
              expect(log.filter(({ kind }) => kind === 'event')).toMatchObject([
                { data: 'event 1', lastEventId: '1' },
                { data: 'event 2', lastEventId: '2' },
              ]);
            }
          }
          await promiseOtherRoutes(first, '/data/first');
          if (name.startsWith('generatesw')) await promiseUpdate(tabs, news);

          if (browserName === 'chrome') {
            await stopWorkers(first.page);
            await server.untilConnected('/events/news', 0);
            expect(server.connected('/events/chat')).toHaveLength(tabCount);
            for (const tab of tabs) await tab.stop('/events/chat first');
            await server.untilConnected('/events/chat', 0);
            await promiseStreams(tabs, 'after the stop');
            await promiseOtherRoutes(first, '/data/second');
          }
          await Promise.all(tabs.map((tab) => tab.close()));
        },
      );
    },
  );
};
