import { expect, test } from '@jest/globals';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import { NchanServer } from './kit/NchanServer.js';
import type { Stage } from './kit/Stage.js';

const tabCount = 10;
const reloads = 2;
const messages = 20;
const attempts = 2;

const loseNothing = async (stage: Stage, nchan: NchanServer): Promise<void> => {
  const url = stage.url.replace(stage.server.origin, nchan.origin);
  const tabs = await stage.openTabs(tabCount, url);
  await Promise.all(tabs.map((tab) => tab.listen('/events')));
  await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));
  await nchan.publish('first');
  await Promise.all(tabs.map((tab) => tab.untilData('/events', 'first')));

  const published = ['first'];
  for (let reload = 1; reload <= reloads; reload++) {
    const publish = async (when: string): Promise<void> => {
      for (let message = 1; message <= messages; message++) {
        published.push(`message ${message} ${when} reload ${reload}`);
        await nchan.publish(published.at(-1) ?? '');
      }
    };
    await publish('before');
    await Promise.all(tabs.map((tab) => tab.untilData('/events', published.at(-1) ?? '')));
    expect(await nchan.subscribers()).toBe(1);
    await nchan.reload();
    // Everybody has been sent away, and is not back yet.
    await publish('after');
    const last = published.at(-1) ?? '';
    const logs = await Promise.all(tabs.map((tab) => tab.untilData('/events', last)));
    for (const log of logs) expect(log).toEqual(published);
    expect(await nchan.subscribers()).toBe(1);
  }
};

describeInBrowsers('ten tabs on a stream of nginx with nchan', (kit) => {
  test(
    'lose nothing while nginx reloads, over one connection',
    async () => {
      if (!NchanServer.isInstalled && !process.env['CI']) {
        console.warn('Not tried: apt-get install nginx libnginx-mod-nchan redis-server');
        return;
      }
      for (let attempt = 1; ; attempt++) {
        const stage = await kit.set({ worker: 'multiplex' });
        const nchan = await NchanServer.start(stage.server.origin);
        try {
          await loseNothing(stage, nchan);
          return;
        } catch (error) {
          if (!nchan.hasCrashed) throw error;
          if (attempt === attempts) {
            console.warn(`Not shown: nginx itself has crashed ${attempts} times while reloading.`);
            return;
          }
        } finally {
          await nchan.stop();
        }
      }
    },
    attempts * 60_000,
  );
});
