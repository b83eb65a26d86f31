import { expect, test } from '@jest/globals';
import { buildPage } from '../kit/buildPage.js';
import type { BrowserKit } from '../kit/describeInBrowsers.js';
import type { Stage } from '../kit/Stage.js';
import type { Tab } from '../kit/Tab.js';
import { IdentityServer } from './IdentityServer.js';
import type { IdentityStream } from './IdentityStream.js';
import { usersIn } from './usersIn.js';

const path = '/events';

/** Users change while tabs, pages and workers come and go. */
export const testLifetimes = (kit: BrowserKit): void => {
  const streamTo = async (
    user: string,
    count: number,
    page?: string,
  ): Promise<{ stage: Stage; stream: IdentityStream; tabs: readonly [Tab, ...Tab[]] }> => {
    const streams = { [path]: { resetOn: ['/login'], join: 'replay' } } as const;
    const stage = await kit.set({ worker: 'identity', streams });
    const stream = new IdentityServer(stage.server).stream(path);
    if (page !== undefined) {
      stage.server.route('/', (exchange) => {
        exchange.respond(200, { 'content-type': 'text/html' }, page);
      });
    }
    const tabs = (await stage.openTabs(count)) as [Tab, ...Tab[]];
    await tabs[0].request(`/login?user=${user}`);
    await Promise.all(tabs.map((tab) => tab.listen(path)));
    await Promise.all(tabs.map((tab) => tab.untilData(path, user)));
    return { stage, stream, tabs };
  };

  test('his own in ten tabs that have streamed before', async () => {
    const { stream, tabs } = await streamTo('anna', 10);
    expect(stream.asked).toEqual(['anna']);
    const seen: string[][] = [];
    for (const user of ['nobody', 'bert']) {
      await tabs[0].request(user === 'nobody' ? '/login' : `/login?user=${user}`);
      await Promise.all(tabs.map((tab) => tab.untilData(path, user)));
      await stream.untilOnly(user);
    }
    for (const tab of tabs) seen.push(usersIn(await tab.log(path)));
    expect(seen).toEqual(tabs.map(() => ['anna', 'nobody', 'bert']));
    expect([stream.asked, stream.foreignIds]).toEqual([['anna', 'nobody', 'bert'], []]);
  });

  test.each([
    ['while pages are on their way to a new worker', true],
    ['under a new worker', false],
  ])('nothing that an old worker has handed over when he logs in %s', async (_when, isOnTheWay) => {
    const { stage, stream, tabs } = await streamTo('anna', 2);
    const [first] = tabs;
    stage.deployWorker('identity');
    await first.updateWorker('activated');
    if (!isOnTheWay) {
      await Promise.all(tabs.map((tab) => tab.until(path, 'open', 2)));
      await stream.until('one stream', ({ connected }) => connected.length === 1);
    }
    await first.request('/login?user=bert');
    const late = await stage.openTab();
    await late.listen(path);
    await Promise.all([...tabs, late].map((tab) => tab.untilData(path, 'bert')));
    for (const tab of tabs) expect(usersIn(await tab.log(path))).toEqual(['anna', 'bert']);
    expect(usersIn(await late.log(path))).toEqual(['bert']);
    await stream.untilOnly('bert');
  });

  test('his own in a page that comes back from where the browser keeps pages', async () => {
    // Chromium keeps no page that is `no-store` when a cookie changes.
    const { stage, stream, tabs } = await streamTo('anna', 2, buildPage());
    const [away, tab] = tabs as readonly [Tab, Tab];
    stage.server.file('/elsewhere', 'text/html', '<!doctype html><title>elsewhere</title>');
    await away.page.goto(`${stage.server.origin}/elsewhere`);
    await tab.request('/login?user=bert');
    await tab.untilData(path, 'bert');
    await away.page.goBack();
    await away.page.evaluate(() => window.ready);
    // Chromium has kept the page with its EventSource, Firefox loads it anew.
    const isKept = await away.page.evaluate(() => window.kit.names.includes('/events'));
    expect(isKept).toBe(kit.browserName === 'chrome');
    if (!isKept) await away.listen(path);
    await away.untilData(path, 'bert');
    expect(usersIn(await away.log(path))).toEqual(isKept ? ['anna', 'bert'] : ['bert']);
    await stream.untilOnly('bert');
    expect(stream.foreignIds).toEqual([]);
  });
};
