import { expect, test } from '@jest/globals';
import type { BrowserKit } from '../kit/describeInBrowsers.js';
import type { IdentityOptions } from '../kit/Site.js';
import type { Tab } from '../kit/Tab.js';
import type { Browser, Change } from './Change.js';
import { changingCookies } from './changingCookies.js';
import { IdentityServer } from './IdentityServer.js';
import { loginUrl } from './loginUrl.js';
import { passingLogins } from './passingLogins.js';
import { resetsAskedFor } from './resetsAskedFor.js';
import { usersIn } from './usersIn.js';

const path = '/events';

const names = [
  'bert',
  'carla',
  'dora',
  'emil',
  'frida',
  'georg',
  'hanna',
  'ida',
  'jan',
  'karl',
  'lena',
  'mira',
];

/** One browser is lent from user to user. */
export const testLogins = (kit: BrowserKit): void => {
  const lend = async (options: IdentityOptions): Promise<Browser> => {
    const stage = await kit.set({ worker: 'identity', streams: { [path]: options } });
    const site = new IdentityServer(stage.server);
    const stream = site.stream(path);
    const [faithful, tab] = (await stage.openTabs(2)) as [Tab, Tab];
    return { stage, site, stream, faithful, tab };
  };

  test.each<[string, IdentityOptions, readonly Change[]]>([
    ['a login passes', { resetOn: ['/login'] }, passingLogins],
    ['a cookie changes', { resetOnCookies: ['user'] }, changingCookies],
    ['a reset is asked for', { linger: 60_000, join: 'replay' }, resetsAskedFor],
  ])('his own, in turn, when %s', async (_name, options, changes) => {
    const browser = await lend(options);
    const { faithful, stream, tab } = browser;
    await tab.request(loginUrl('anna', options.resetOnCookies ? '&only=user' : ''));
    await faithful.listen(path);
    await faithful.untilData(path, 'anna');
    const seen: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    const turns = ['anna'];
    for (const [index, { name, to, becomes = names[index] ?? '' }] of changes.entries()) {
      turns.push(becomes);
      await to(becomes, browser);
      await tab.untilData('late', becomes);
      await faithful.untilData(path, becomes);
      await stream.untilOnly(becomes);
      seen[name] = {
        late: usersIn(await tab.log('late')),
        faithful: usersIn(await faithful.log(path)),
      };
      expected[name] = { late: [becomes], faithful: [...turns] };
      await tab.stop('late');
    }
    expect(seen).toEqual(expected);
    expect(stream.foreignIds).toEqual([]);
  });

  test('what he has, undisturbed by what changes no user', async () => {
    const { faithful, stream, tab } = await lend({
      resetOn: ['/login$'],
      resetOnCookies: ['user'],
    });
    await tab.request(loginUrl('anna'));
    await faithful.listen(path);
    await faithful.untilData(path, 'anna');
    await tab.page.evaluate(() => (document.cookie = 'theme=dark; path=/'));
    await tab.request('/login?user=anna&only=sid');
    await tab.request('/home');
    await tab.listen(path, { name: 'late' });
    await tab.untilData('late', 'anna');
    expect(stream.asked).toEqual(['anna']);
    expect((await faithful.log(path)).filter(({ kind }) => kind === 'error')).toEqual([]);
  });
};
