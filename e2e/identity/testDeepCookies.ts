import { expect, test } from '@jest/globals';
import { buildPage } from '../kit/buildPage.js';
import type { BrowserKit } from '../kit/describeInBrowsers.js';
import { IdentityServer } from './IdentityServer.js';
import { usersIn } from './usersIn.js';

/** The user is named by a cookie of a path deeper than the worker's scope. A carrier is not sent it. */
export const testDeepCookies = (kit: BrowserKit): void => {
  test('his own when a cookie changes that is for his part of the site only', async () => {
    const deep = '/app/events';
    const stage = await kit.set({
      worker: 'identity',
      streams: { [deep]: { resetOnCookies: ['user'] } },
    });
    const stream = new IdentityServer(stage.server).stream(deep);
    stage.server.file('/app/x', 'text/html', buildPage());
    await stage.openTab();
    const url = stage.url.replace('/?', '/app/x?');
    const [tab, late] = await stage.openTabs(2, url);
    const become = (user: string): Promise<unknown> | undefined =>
      tab?.page.evaluate((name) => (document.cookie = `user=${name}`), user);
    await become('anna');
    await tab?.listen(deep);
    await tab?.untilData(deep, 'anna');
    await become('bert');
    // Firefox tells a worker nothing of such a cookie.
    if (kit.browserName === 'firefox') await tab?.resetEventStreams();
    await late?.listen(deep);
    await late?.untilData(deep, 'bert');
    await tab?.untilData(deep, 'bert');
    expect(usersIn((await late?.log(deep)) ?? [])).toEqual(['bert']);
    expect(stream.foreignIds).toEqual([]);
  });
};
