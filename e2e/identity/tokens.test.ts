import { expect, test } from '@jest/globals';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { eventIds } from '../kit/eventIds.js';
import type { IdentityOptions } from '../kit/Site.js';
import type { Tab } from '../kit/Tab.js';
import { IdentityServer } from './IdentityServer.js';
import { tokenFor } from './tokenFor.js';
import { usersIn } from './usersIn.js';

/** Split's and Ably's way: a token in the URL, valid for minutes. */
describeInBrowsers('a token that is renewed', (kit) => {
  test.each<[string, IdentityOptions]>([
    ['named by its user', { keyed: 'bySubject' }],
    ['ignored', { ignored: ['^token$'] }],
    ['ignored, and reopened by the worker', { ignored: ['^token$'], reconnect: 'worker' }],
  ])(
    'and %s: the stream goes on with the newest, and no tab loses an event',
    async (_how, options) => {
      const stage = await kit.set({ worker: 'identity', streams: { '/events': options } });
      const stream = new IdentityServer(stage.server).stream('/events');
      const [early, late] = (await stage.openTabs(2)) as [Tab, Tab];
      const [expired, renewed] = [tokenFor('anna'), tokenFor('anna')];
      const urls = [expired, renewed].map((token) => `/events?token=${token}`) as [string, string];
      await early.listen(urls[0]);
      await early.untilData(urls[0], 'anna');
      await late.listen(urls[1]);
      await late.untilData(urls[1], 'anna');
      expect(stream.urls).toEqual([urls[0]]);

      stream.refuses = (url) => url === urls[0];
      stream.end();
      await stream.until('it goes on', ({ connected }) => connected.length === 1);
      const next = `anna-${stream.published + 3}`;
      for (const [tab, url] of [
        [early, urls[0]],
        [late, urls[1]],
      ] as const) {
        const log = await tab.untilId(url, next);
        const ids = eventIds(log).map((id) => Number(id.split('-')[1]));
        const [first = 0] = ids;
        expect(ids).toEqual(ids.map((_, index) => first + index));
        expect(usersIn(log)).toEqual(['anna']);
      }
      expect(stream.urls).toEqual(urls);
      expect(stream.foreignIds).toEqual([]);
    },
  );
});
