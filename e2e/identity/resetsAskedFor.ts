import { expect } from '@jest/globals';
import type { Tab } from '../kit/Tab.js';
import type { Change } from './Change.js';
import { loginUrl } from './loginUrl.js';
import { usersIn } from './usersIn.js';

const listen = (tab: Tab): Promise<void> => tab.listen('/events', { name: 'late' });

/** Who says that the user has changed, where nothing shows it. */
export const resetsAskedFor: readonly Change[] = [
  {
    name: 'the page that comes afterwards; until then it would share, as README warns',
    to: async (user, { tab }) => {
      await tab.request(loginUrl(user, '&only=sid'));
      await listen(tab);
      await tab.until('late', 'event', 1);
      expect(usersIn(await tab.log('late'))).toEqual(['anna']);
      await tab.stop('late');
      await tab.resetEventStreams();
      await listen(tab);
    },
  },
  {
    name: 'another page',
    to: async (user, { faithful, tab }) => {
      await tab.request(loginUrl(user, '&only=sid'));
      await faithful.resetEventStreams();
      await listen(tab);
    },
  },
  {
    name: 'the worker itself',
    to: async (user, { tab }) => {
      await tab.request(loginUrl(user, '&only=sid'));
      await tab.page.evaluate(
        () =>
          new Promise((resolve) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = resolve;
            navigator.serviceWorker.controller?.postMessage('reset', [port2]);
          }),
      );
      await listen(tab);
    },
  },
  {
    name: 'a page that was loaded past the worker',
    to: async (user, { stage, tab }) => {
      await tab.request(loginUrl(user, '&only=sid'));
      const past = await stage.openTab(`${stage.server.origin}/?helpers=`);
      await past.page.evaluate(() => window.kit.resetEventStreams());
      await past.close();
      await listen(tab);
    },
  },
];
