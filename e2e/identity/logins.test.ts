import { expect, test } from '@jest/globals';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import type { IdentityOptions } from '../kit/Site.js';
import type { Stage } from '../kit/Stage.js';
import type { Tab } from '../kit/Tab.js';
import { IdentityServer } from './IdentityServer.js';
import type { IdentityStream } from './IdentityStream.js';
import { usersIn } from './usersIn.js';

/** A browser that is lent from user to user. */
interface Browser {
  readonly stage: Stage;
  readonly site: IdentityServer;
  readonly stream: IdentityStream;
  /** Streams all the while. */
  readonly faithful: Tab;
  /** In which users log in, and then ask for the stream at once. */
  readonly tab: Tab;
}

/** How one user follows another. */
interface Change {
  readonly name: string;
  /** Makes that user the one whom the server knows, and has the tab listen at once, under `late`. */
  readonly to: (user: string, browser: Browser) => Promise<void>;
  /** Who that is then. Default: that user. */
  readonly becomes?: string;
}

const path = '/events';

const login = (user: string, query = ''): string => `/login?user=${user}${query}`;

/** In the page, with nothing between the answer and the request for the stream. */
const fetchAndListen = async (
  tab: Tab,
  url: string,
  init: RequestInit = { method: 'POST' },
): Promise<void> => {
  await tab.page.evaluate(
    async (...args) => {
      await fetch(...args);
      window.kit.listen('late', '/events', false, []);
    },
    url,
    init,
  );
};

const listen = (tab: Tab): Promise<void> => tab.listen(path, { name: 'late' });

/** Sends a form, as a user does, and waits for the page that comes of it. */
const submit = async (tab: Tab, url: string, method: 'get' | 'post'): Promise<void> => {
  const loaded = tab.page.waitForNavigation();
  await tab.page.evaluate(
    (action, how) => {
      const form = document.createElement('form');
      form.method = how;
      // The query of an action is replaced by the fields of a form that is sent by GET.
      const { pathname, searchParams } = new URL(action, location.href);
      form.action = how === 'get' ? pathname : action;
      for (const [name, value] of how === 'get' ? searchParams : []) {
        const field = document.createElement('input');
        Object.assign(field, { name, value });
        form.append(field);
      }
      document.documentElement.append(form);
      form.submit();
    },
    url,
    method,
  );
  await loaded;
};

const backTo = ({ stage }: Browser): string => `&then=${encodeURIComponent(stage.url)}`;

const seenPassing: readonly Change[] = [
  { name: 'a request of a script', to: (user, { tab }) => fetchAndListen(tab, login(user)) },
  {
    name: 'one that is redirected',
    to: (user, { tab }) => fetchAndListen(tab, login(user, '&then=/home')),
  },
  {
    name: 'one that is refused, and yet sets cookies',
    to: (user, { tab }) => fetchAndListen(tab, login(user, '&status=403')),
  },
  {
    name: 'one that may outlive its page, which Firefox does not show the worker',
    to: async (user, { tab }) => {
      await tab.request(login(user), { method: 'PUT', keepalive: true });
      const isSeen = (await tab.observeWorker(login(user))).fetches > 0;
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
        login(user),
      ),
  },
  {
    name: 'a beacon, of whose end the page knows nothing',
    to: (user, { tab }) =>
      tab.page.evaluate((url) => {
        navigator.sendBeacon(url, 'bye');
        window.kit.listen('late', '/events', false, []);
      }, login(user)),
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
        login(user),
      ),
  },
  {
    name: 'a request that is still under way when the stream is asked for',
    to: async (user, { site, tab }) => {
      site.holdsLogins = true;
      const requests = [tab.request(login('nobody')), tab.request(login(user))];
      await site.untilHeld(2);
      const { fetchEvents } = await tab.observeWorker(path);
      await listen(tab);
      await tab.observeWorker(path, fetchEvents + 1);
      site.answerLogin();
      site.answerLogin();
      site.holdsLogins = false;
      await Promise.all(requests);
    },
  },
  {
    name: 'a form',
    to: async (user, browser) => {
      await submit(browser.tab, login(user, backTo(browser)), 'post');
      await listen(browser.tab);
    },
  },
  {
    name: 'a form that is sent by GET',
    to: async (user, browser) => {
      await submit(browser.tab, login(user, backTo(browser)), 'get');
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
        login(user),
      );
    },
  },
  {
    name: 'a logout',
    to: (_user, { tab }) => fetchAndListen(tab, '/login', { method: 'DELETE' }),
    becomes: 'nobody',
  },
];

const cookiesChanging: readonly Change[] = [
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
    to: (user, { tab }) => fetchAndListen(tab, login(user, '&only=user')),
  },
  {
    name: 'a navigation sets it',
    to: async (user, browser) => {
      await submit(browser.tab, login(user, `&only=user${backTo(browser)}`), 'post');
      await listen(browser.tab);
    },
  },
  {
    name: 'a response sets it beside an HttpOnly one',
    to: (user, { tab }) => fetchAndListen(tab, login(user)),
  },
  {
    name: 'both are deleted',
    to: (_user, { tab }) => fetchAndListen(tab, '/login'),
    becomes: 'nobody',
  },
];

const asking: readonly Change[] = [
  {
    name: 'the page that comes afterwards',
    to: async (user, { tab }) => {
      await tab.request(login(user, '&only=sid'));
      await tab.resetEventStreams();
      await listen(tab);
    },
  },
  {
    name: 'another page',
    to: async (user, { faithful, tab }) => {
      await tab.request(login(user, '&only=sid'));
      await faithful.resetEventStreams();
      await listen(tab);
    },
  },
  {
    name: 'the worker itself',
    to: async (user, { tab }) => {
      await tab.request(login(user, '&only=sid'));
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
      await tab.request(login(user, '&only=sid'));
      const past = await stage.openTab(`${stage.server.origin}/?helpers=`);
      await past.page.evaluate(() => window.kit.resetEventStreams());
      await past.close();
      await listen(tab);
    },
  },
];

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

describeInBrowsers('users in turn in one browser get each his own stream', (kit) => {
  const lend = async (options: IdentityOptions): Promise<Browser> => {
    const stage = await kit.set({ worker: 'identity', streams: { [path]: options } });
    const site = new IdentityServer(stage.server);
    const stream = site.stream(path);
    const [faithful, tab] = (await stage.openTabs(2)) as [Tab, Tab];
    return { stage, site, stream, faithful, tab };
  };

  test.each<[string, IdentityOptions, readonly Change[]]>([
    ['a login passes', { resetOn: ['/login'] }, seenPassing],
    ['a cookie changes', { resetOnCookies: ['user'] }, cookiesChanging],
    ['a reset is asked for', { linger: 60_000, join: 'replay' }, asking],
  ])('when %s', async (_name, options, changes) => {
    const browser = await lend(options);
    const { faithful, stream, tab } = browser;
    await tab.request(login('anna', options.resetOnCookies ? '&only=user' : ''));
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
      seen[name] = {
        late: usersIn(await tab.log('late')),
        faithful: usersIn(await faithful.log(path)),
        connected: stream.connected,
      };
      expected[name] = { late: [becomes], faithful: [...turns], connected: [becomes] };
      await tab.stop('late');
    }
    expect(seen).toEqual(expected);
    expect(stream.foreignIds).toEqual([]);
  });

  test('where nobody says that the user has changed, whoever comes shares, as README warns', async () => {
    const { faithful, tab } = await lend({});
    await tab.request(login('anna'));
    await faithful.listen(path);
    await faithful.untilData(path, 'anna');
    await tab.request(login('bert'));
    await listen(tab);
    await tab.until('late', 'event', 3);
    expect(usersIn(await tab.log('late'))).toEqual(['anna']);
    await tab.resetEventStreams();
    await tab.untilData('late', 'bert');
    await faithful.untilData(path, 'bert');
  });

  test('and nobody is disturbed by what changes no user', async () => {
    const { faithful, stream, tab } = await lend({
      resetOn: ['/login$'],
      resetOnCookies: ['user'],
    });
    await tab.request(login('anna'));
    await faithful.listen(path);
    await faithful.untilData(path, 'anna');
    await tab.page.evaluate(() => (document.cookie = 'theme=dark; path=/'));
    await tab.request('/login?user=anna&only=sid');
    await tab.request('/home');
    await listen(tab);
    await tab.untilData('late', 'anna');
    expect(stream.asked).toEqual(['anna']);
    expect((await faithful.log(path)).filter(({ kind }) => kind === 'error')).toEqual([]);
  });
});
