import { expect, test } from '@jest/globals';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import '../kit/neverRetried.js';
import { NchanServer } from '../kit/NchanServer.js';
import type { Stage } from '../kit/Stage.js';

const tabCount = 10;
const reloads = 3;
const several = 20;

const loseNothing = async (stage: Stage, nchan: NchanServer): Promise<void> => {
  const url = stage.url.replace(stage.server.origin, nchan.origin);
  const tabs = await stage.openTabs(tabCount, url);
  await Promise.all(tabs.map((tab) => tab.listen('/events')));
  await Promise.all(tabs.map((tab) => tab.until('/events', 'open', 1)));

  const accepted: string[] = [];
  const publish = async (message: string): Promise<void> => {
    if (await nchan.publish(message)) accepted.push(message);
  };
  const publishSeveral = async (when: string): Promise<void> => {
    for (let message = 1; message <= several; message++) await publish(`${when}, ${message}`);
  };
  const untilAllHaveAll = async (): Promise<(readonly string[])[]> => {
    const last = accepted.at(-1) ?? '';
    return Promise.all(tabs.map((tab) => tab.untilData('/events', last)));
  };

  for (let reload = 1; reload <= reloads; reload++) {
    await publishSeveral(`before reload ${reload}`);
    await untilAllHaveAll();
    expect(await nchan.subscribers()).toBe(1);

    let reloading = true;
    const reloaded = nchan.reload().finally(() => (reloading = false));
    const acceptedBefore = accepted.length;
    for (let message = 1; reloading; message++) {
      await publish(`during reload ${reload}, ${message}`);
      expect(await nchan.subscribers()).toBeLessThanOrEqual(1);
    }
    await reloaded;
    expect(accepted.length).toBeGreaterThan(acceptedBefore);

    // Everybody has been sent away, and is not back yet.
    await publishSeveral(`after reload ${reload}`);
    await untilAllHaveAll();
    expect(await nchan.subscribers()).toBe(1);
    expect(await nchan.endedStreams()).toBe(reload);
  }

  const messages = await nchan.messages(accepted.at(-1) ?? '');
  expect(messages).toEqual(expect.arrayContaining(accepted));
  for (const log of await untilAllHaveAll()) expect(log).toEqual(messages);
};

describeInBrowsers('ten tabs on a stream of nginx with nchan', (kit) => {
  test('lose nothing while nginx reloads and messages are published, over one connection', async () => {
    if (!NchanServer.isInstalled && !process.env['CI']) {
      console.warn('Not tried: apt-get install nginx libnginx-mod-nchan redis-server');
      return;
    }
    const stage = await kit.set({ worker: 'multiplex' });
    const nchan = await NchanServer.start(stage.server.origin);
    try {
      await loseNothing(stage, nchan);
    } finally {
      await nchan.stop();
    }
  }, 120_000);
});
