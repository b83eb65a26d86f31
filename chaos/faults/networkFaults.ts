import { setTimeout } from 'node:timers/promises';
import { TargetType } from 'puppeteer';
import type { CDPSession } from 'puppeteer';
import type { Fault } from '../Fault.js';
import type { Scene } from '../Scene.js';

/** What happens to the network. */
export const networkFaults = {
  'offline and online': {
    // Told to be offline, Firefox closes EventSources for good, without a worker too.
    browsers: ['chrome'],
    inflict: async (scene, random) => {
      const { server } = scene.site;
      const pages = scene.tabs.map(({ tab }) => tab.page);
      const workers = await sessionsOfWorkers(scene);
      await Promise.all(pages.map((page) => page.setOfflineMode(true)));
      await Promise.all(workers.map((worker) => setOffline(worker, true)));
      // Browsers leave open connections alone when they are told to be offline.
      await server.goDown();
      await setTimeout(random.int(100, 1500));
      await server.comeUp();
      await Promise.all(workers.map((worker) => setOffline(worker, false)));
      await Promise.all(pages.map((page) => page.setOfflineMode(false)));
      await Promise.all(workers.map((worker) => worker.detach()));
    },
  },
} as const satisfies Record<string, Fault>;

/** Of Chromium's workers; the offline mode of a page is not theirs. None in Firefox. */
const sessionsOfWorkers = async ({ browser }: Scene): Promise<CDPSession[]> => {
  const workers = browser.targets().filter((target) => target.type() === TargetType.SERVICE_WORKER);
  return Promise.all(workers.map((worker) => worker.createCDPSession()));
};

const setOffline = async (session: CDPSession, offline: boolean): Promise<void> => {
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
};
