import { expect } from '@jest/globals';
import type { Tab } from '../kit/Tab.js';
import type { Browser, Change } from './Change.js';
import { fetchAndListen } from './fetchAndListen.js';
import { loginUrl } from './loginUrl.js';
import { submit } from './submit.js';

const listen = (tab: Tab): Promise<void> => tab.listen('/events', { name: 'late' });

const backTo = ({ stage }: Browser): string => `&then=${encodeURIComponent(stage.url)}`;

/** Logins and logouts that a worker may see pass. */
export const passingLogins: readonly Change[] = [
  { name: 'a request of a script', to: (user, { tab }) => fetchAndListen(tab, loginUrl(user)) },
  {
    name: 'one that is redirected',
    to: (user, { tab }) => fetchAndListen(tab, loginUrl(user, '&then=/home')),
  },
  {
    name: 'one that is refused, and yet sets cookies',
    to: (user, { tab }) => fetchAndListen(tab, loginUrl(user, '&status=403')),
  },
  {
    name: 'one that may outlive its page, which Firefox does not show the worker',
    to: async (user, { tab }) => {
      await tab.request(loginUrl(user), { method: 'PUT', keepalive: true });
      const isSeen = (await tab.observeWorker(loginUrl(user))).fetches > 0;
      const isFirefox = await tab.page.evaluate(() => navigator.userAgent.includes('Firefox/'));
      expect(isSeen).toBe(!isFirefox);
      if (!isSeen) await tab.resetEventStreams();
      await listen(tab);
    },
  },
  {
    name: 'an XMLHttpRequest',
    to: (user, { tab }) =>
      tab.page.evaluate(
        (url) =>
          new Promise<void>((resolve) => {
            const request = new XMLHttpRequest();
            request.open('POST', url);
            request.onload = () => {
              window.kit.listen('late', '/events', false, []);
              resolve();
            };
            request.send('password');
          }),
        loginUrl(user),
      ),
  },
  {
    name: 'a beacon, of whose end the page knows nothing',
    to: (user, { tab }) =>
      tab.page.evaluate((url) => {
        navigator.sendBeacon(url, 'bye');
        window.kit.listen('late', '/events', false, []);
      }, loginUrl(user)),
  },
  {
    name: 'an image',
    to: (user, { tab }) =>
      tab.page.evaluate(
        (url) =>
          new Promise<void>((resolve) => {
            const image = new Image();
            image.onerror = image.onload = () => {
              window.kit.listen('late', '/events', false, []);
              resolve();
            };
            image.src = url;
          }),
        loginUrl(user),
      ),
  },
  {
    name: 'a request that is still under way when the stream is asked for',
    to: async (user, { site, tab }) => {
      site.holdsLogins = true;
      const first = tab.request(loginUrl('nobody'));
      const second = tab.request(loginUrl(user));
      await site.untilHeld(2);
      const { fetchEvents } = await tab.observeWorker('/events');
      await listen(tab);
      await tab.observeWorker('/events', fetchEvents + 1);
      // One after the other: the browser takes the cookies of the last that comes, whoever sent it first.
      site.answerLogin('nobody');
      await first;
      site.answerLogin(user);
      site.holdsLogins = false;
      await second;
    },
  },
  {
    name: 'a form',
    to: async (user, browser) => {
      await submit(browser.tab, loginUrl(user, backTo(browser)), 'post');
      await listen(browser.tab);
    },
  },
  {
    name: 'a form that is sent by GET',
    to: async (user, browser) => {
      await submit(browser.tab, loginUrl(user, backTo(browser)), 'get');
      await listen(browser.tab);
    },
  },
  {
    name: 'a form in a frame',
    to: async (user, { tab }) => {
      await tab.page.evaluate(
        (url) =>
          new Promise<void>((resolve) => {
            const frame = document.createElement('iframe');
            frame.name = 'login';
            document.documentElement.append(frame);
            const form = document.createElement('form');
            Object.assign(form, { method: 'post', action: url, target: 'login' });
            document.documentElement.append(form);
            frame.onload = () => {
              if (frame.contentWindow?.location.pathname !== '/login') return;
              window.kit.listen('late', '/events', false, []);
              resolve();
            };
            form.submit();
          }),
        loginUrl(user),
      );
    },
  },
  {
    name: 'a logout',
    to: (_user, { tab }) => fetchAndListen(tab, '/login', { method: 'DELETE' }),
    becomes: 'nobody',
  },
];
