import { setTimeout } from 'node:timers/promises';
import type { ChaosTab } from '../ChaosTab.js';
import type { Fault } from '../Fault.js';
import type { Random } from '../Random.js';

/** Milliseconds: longer than events are kept for replay by default. */
const LONG_FREEZE = 135_000;

/** So many of the tabs, at least one. */
const some = (tabs: readonly ChaosTab[], most: number, random: Random): ChaosTab[] =>
  random.shuffled(tabs).slice(0, random.int(1, most));

const each = async (
  tabs: readonly ChaosTab[],
  act: (tab: ChaosTab) => Promise<void>,
): Promise<void> => {
  await Promise.all(tabs.map(act));
};

/** What happens to tabs. */
export const tabFaults = {
  reload: {
    inflict: ({ tabs }, random) => each(some(tabs, 3, random), (tab) => tab.reload()),
  },

  'reload storm': {
    inflict: async ({ tabs }, random) => {
      await each(some(tabs, tabs.length, random), async (tab) => {
        for (let times = random.int(1, 3); times > 0; times--) await tab.reload();
      });
    },
  },

  'close and open': {
    inflict: ({ tabs }, random) =>
      each(some(tabs, 3, random), async (tab) => {
        await tab.close();
        await setTimeout(random.int(0, 300));
        await tab.open();
      }),
  },

  'close while away': {
    inflict: async ({ tabs, feed }, random) => {
      await feed.stall();
      await feed.reset();
      const renewed = each(some(tabs, 3, random), (tab) => tab.renew());
      await setTimeout(random.int(100, 1000));
      feed.resume();
      await renewed;
    },
  },

  'change of tabs': {
    inflict: async ({ tabs, feed }, random) => {
      for (let times = random.int(3, 10); times > 0; times--) {
        await random.shuffled(tabs)[0]?.tab.page.bringToFront();
        if (random.chance(50)) feed.publish(random.int(1, 20));
      }
    },
  },

  crash: {
    browsers: ['chrome'],
    inflict: ({ tabs }, random) =>
      // Never the first, which is asked for the worker's own view.
      each(some(tabs.slice(1), 2, random), async (tab) => {
        await tab.crash();
        await tab.open();
      }),
  },

  freeze: {
    browsers: ['chrome'],
    inflict: ({ tabs, feed }, random) =>
      each(some(tabs, 3, random), async ({ tab: { page } }) => {
        const session = await page.createCDPSession();
        await session.send('Page.setWebLifecycleState', { state: 'frozen' });
        if (random.chance(50)) feed.publish(40, 16 * 1024);
        await setTimeout(random.int(100, 1500));
        await session.send('Page.setWebLifecycleState', { state: 'active' });
        await session.detach();
      }),
  },

  'long freeze': {
    browsers: ['chrome'],
    takes: LONG_FREEZE,
    inflict: ({ tabs }, random) =>
      each(some(tabs, 3, random), async ({ tab: { page } }) => {
        const session = await page.createCDPSession();
        await session.send('Page.setWebLifecycleState', { state: 'frozen' });
        await setTimeout(LONG_FREEZE);
        await session.send('Page.setWebLifecycleState', { state: 'active' });
        await session.detach();
      }),
  },

  'slow reader': {
    inflict: ({ tabs, feed }, random) =>
      each(some(tabs, 2, random), async ({ tab: { page } }) => {
        const milliseconds = random.int(100, 1500);
        const busy = page.evaluate((duration) => {
          const end = performance.now() + duration;
          while (performance.now() < end);
        }, milliseconds);
        await setTimeout(50);
        feed.publish(40, 16 * 1024);
        await busy;
      }),
  },
} as const satisfies Record<string, Fault>;
