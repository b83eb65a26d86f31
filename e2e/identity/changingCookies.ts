import type { Tab } from '../kit/Tab.js';
import type { Browser, Change } from './Change.js';
import { fetchAndListen } from './fetchAndListen.js';
import { loginUrl } from './loginUrl.js';
import { submit } from './submit.js';

const listen = (tab: Tab): Promise<void> => tab.listen('/events', { name: 'late' });

const backTo = ({ stage }: Browser): string => `&then=${encodeURIComponent(stage.url)}`;

/** Ways in which a cookie changes that says who the user is. */
export const changingCookies: readonly Change[] = [
  {
    name: 'a script writes the cookie',
    to: (user, { tab }) =>
      tab.page.evaluate((name) => {
        document.cookie = `user=${name}; path=/`;
        window.kit.listen('late', '/events', false, []);
      }, user),
  },
  {
    name: 'a script of another tab writes it',
    to: async (user, { faithful, tab }) => {
      await faithful.page.evaluate((name) => (document.cookie = `user=${name}; path=/`), user);
      await listen(tab);
    },
  },
  {
    name: 'the cookie store writes it',
    to: (user, { tab }) =>
      tab.page.evaluate(async (name) => {
        await cookieStore.set('user', name);
        window.kit.listen('late', '/events', false, []);
      }, user),
  },
  {
    name: 'a response sets it',
    to: (user, { tab }) => fetchAndListen(tab, loginUrl(user, '&only=user')),
  },
  {
    name: 'a navigation sets it',
    to: async (user, browser) => {
      await submit(browser.tab, loginUrl(user, `&only=user${backTo(browser)}`), 'post');
      await listen(browser.tab);
    },
  },
  {
    name: 'a response sets it beside an HttpOnly one',
    to: (user, { tab }) => fetchAndListen(tab, loginUrl(user)),
  },
  {
    name: 'both are deleted',
    to: (_user, { tab }) => fetchAndListen(tab, '/login'),
    becomes: 'nobody',
  },
];
