import { setTimeout } from 'node:timers/promises';
import { stopWorkers } from '../../e2e/kit/AppStage.js';
import type { Tab } from '../../e2e/kit/Tab.js';
import type { ChaosTab } from '../ChaosTab.js';
import type { Fault } from '../Fault.js';
import type { Random } from '../Random.js';

/** Has two tabs do the same; done when one of them is. */
const eitherOf = (
  tabs: readonly ChaosTab[],
  random: Random,
  act: (tab: Tab) => Promise<unknown>,
): Promise<unknown> =>
  Promise.any(
    random
      .shuffled(tabs)
      .slice(0, 2)
      .map(({ tab }) => act(tab)),
  );

/** Has two tabs bring about a new version; done when one of them is told that it is active, or another tab that it controls it. */
const replaced = (
  tabs: readonly ChaosTab[],
  random: Random,
  act: (tab: Tab) => Promise<unknown>,
): Promise<unknown> =>
  Promise.any([eitherOf(tabs, random, act), ...tabs.map(({ tab }) => tab.untilController())]);

/** What happens to the worker. */
export const workerFaults = {
  'worker update': {
    inflict: async ({ tabs, site }, random) => {
      site.deployWorker('multiplex');
      await replaced(tabs, random, (tab) => tab.updateWorker('activated'));
    },
  },

  'worker update on request': {
    inflict: async ({ tabs, site }, random) => {
      site.deployWorker('patientMultiplex');
      await eitherOf(tabs, random, (tab) => tab.updateWorker('installed'));
      await replaced(tabs, random, (tab) => tab.skipWaiting());
    },
  },

  'worker update during requests': {
    inflict: async ({ tabs, site }, random) => {
      const path = `/slow/${random.int(0, 1e9)}`;
      const time = random.int(200, 3000);
      site.server.route(path, (exchange) => {
        void setTimeout(time).then(() => exchange.respond(200));
      });
      const request = random
        .shuffled(tabs)[0]
        ?.tab.request(path, { method: random.chance(50) ? 'GET' : 'POST' });
      await site.server.request(path);
      site.deployWorker('multiplex');
      await replaced(tabs, random, (tab) => tab.updateWorker('activated'));
      await request;
    },
  },

  'clock set': {
    inflict: async ({ tabs }, random) => {
      const milliseconds = random.int(-48 * 3600, 48 * 3600) * 1000;
      await eitherOf(tabs, random, (tab) =>
        tab.askWorker({ moveClock: milliseconds }, 'the time that it is then'),
      );
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
