import { setTimeout } from 'node:timers/promises';
import { stopWorkers } from '../../e2e/kit/AppStage.js';
import type { Fault } from '../Fault.js';

/** What happens to the worker. */
export const workerFaults = {
  'worker update': {
    inflict: async ({ tabs, site }, random) => {
      site.deployWorker('multiplex');
      await tabs[random.int(0, tabs.length - 1)]?.tab.updateWorker('activated');
    },
  },

  'worker update on request': {
    inflict: async ({ tabs, site }, random) => {
      site.deployWorker('patientMultiplex');
      const tab = tabs[random.int(0, tabs.length - 1)]?.tab;
      await tab?.updateWorker('installed');
      await tab?.skipWaiting();
    },
  },

  'worker update during requests': {
    inflict: async ({ tabs, site }, random) => {
      const path = `/slow/${random.int(0, 1e9)}`;
      const time = random.int(200, 3000);
      site.server.route(path, (exchange) => {
        void setTimeout(time).then(() => exchange.respond(200));
      });
      const [tab, other] = random.shuffled(tabs);
      const request = other?.tab.request(path, { method: random.chance(50) ? 'GET' : 'POST' });
      await site.server.request(path);
      site.deployWorker('multiplex');
      await tab?.tab.updateWorker('activated');
      await request;
    },
  },

  'storage cleared': {
    inflict: async ({ tabs, feed }, random) => {
      const tab = random.shuffled(tabs)[0]?.tab;
      await tab?.page.evaluate(async () => {
        for (const name of await caches.keys()) await caches.delete(name);
      });
      await feed.reset();
    },
  },

  'storage full': {
    browsers: ['chrome'],
    inflict: async ({ tabs, feed, site }, random) => {
      const [tab] = tabs;
      if (!tab) return;
      const session = await tab.tab.page.createCDPSession();
      const { origin } = new URL(site.url);
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 0 });
      await feed.reset();
      await setTimeout(random.int(500, 2500));
      await session.send('Storage.overrideQuotaForOrigin', { origin });
      await session.detach();
    },
  },

  'worker stopped': {
    browsers: ['chrome'],
    inflict: async ({ tabs }) => {
      const [tab] = tabs;
      if (tab) await stopWorkers(tab.tab.page);
    },
  },
} as const satisfies Record<string, Fault>;
