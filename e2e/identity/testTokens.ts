import { expect, test } from '@jest/globals';
import type { BrowserKit } from '../kit/describeInBrowsers.js';
import { eventIds } from '../kit/eventIds.js';
import type { IdentityOptions } from '../kit/Site.js';
import type { Tab } from '../kit/Tab.js';
import { IdentityServer } from './IdentityServer.js';
import { tokenFor } from './tokenFor.js';
import { usersIn } from './usersIn.js';

const streams = {
  '/named': { keyed: 'bySubject' },
  '/ignored': { ignored: ['^token$'] },
  '/reopened': { ignored: ['^token$'], reconnect: 'worker' },
} satisfies Record<string, IdentityOptions>;

/** Split's and Ably's way: a token in the URL, valid for minutes. */
export const testTokens = (kit: BrowserKit): void => {
  test('every event when his token is renewed, over the newest URL, in tabs with an old one too', async () => {
    const stage = await kit.set({ worker: 'identity', streams });
    const site = new IdentityServer(stage.server);
    const [early, late] = (await stage.openTabs(2)) as [Tab, Tab];
    const cast = Object.keys(streams).map((path) => {
      const urls = [`${path}?token=${tokenFor('anna')}`, `${path}?token=${tokenFor('anna')}`];
      const [expired = '', renewed = ''] = urls;
      return { stream: site.stream(path), expired, renewed, urls };
    });
    for (const { stream, expired, renewed } of cast) {
      await early.listen(expired);
      await early.untilData(expired, 'anna');
      await late.listen(renewed);
      await late.untilData(renewed, 'anna');
      expect(stream.urls).toEqual([expired]);
      stream.refuses = (url) => url === expired;
      stream.end();
    }
    for (const { stream, expired, renewed, urls } of cast) {
      await stream.until('it goes on', ({ connected }) => connected.length === 1);
      const next = `anna-${stream.published + 3}`;
      for (const log of [await early.untilId(expired, next), await late.untilId(renewed, next)]) {
        const ids = eventIds(log).map((id) => Number(id.split('-')[1]));
        const [first = 0] = ids;
        expect(ids).toEqual(ids.map((_, index) => first + index));
        expect(usersIn(log)).toEqual(['anna']);
      }
      expect([stream.urls, stream.foreignIds]).toEqual([urls, []]);
    }
  });
};
