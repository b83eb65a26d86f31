import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { foreignFetchApp } from '../kit/foreignFetchApp.js';
import type { ForeignFetchAppOptions } from '../kit/foreignFetchApp.js';
import type { ScriptedServer } from '../kit/ScriptedServer.js';
import { Tab } from '../kit/Tab.js';
import { buildPage } from '../kit/buildPage.js';
import { rootFolder } from '../../scripts/lib/rootFolder.mjs';

const script = '/foreign-fetch.js';
const anyOrigin = { 'access-control-allow-origin': '*' };
const answer = `(body, headers) => ({
  response: new Response(body, { headers }),
  origin: event.origin,
})`;

/** A provider's script that answers with a word all that starts with a prefix. */
const answering = (word: string, rule: string): string => `
  self.registerForeignFetch(${rule});
  self.addEventListener('foreignfetch', (event) => {
    const answer = ${answer};
    event.respondWith(answer('${word}'));
  });
`;

describeInBrowsers('a provider of an API, on another origin', (kit) => {
  /** A server that answers everything in its own name, and has this script. */
  const provider = async (code: string | ((origin: string) => string)): Promise<ScriptedServer> => {
    const server = await kit.server();
    const text = typeof code === 'string' ? code : code(server.origin);
    server.file(script, 'text/javascript', text);
    server.serve((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        const { cookie = 'none' } = request.headers;
        response.writeHead(200, {
          'access-control-allow-origin': request.headers.origin ?? '*',
          'access-control-allow-credentials': 'true',
          'access-control-expose-headers': 'x-cookie, x-secret',
          'x-cookie': cookie,
          'x-secret': 'secret',
          'cache-control': 'no-store',
        });
        response.end(`from the network${body && `: ${body}`}`);
      });
    });
    return server;
  };

  /** A page of an app that accepts these providers' scripts. */
  const open = async (
    providers: readonly ScriptedServer[],
    options: Omit<ForeignFetchAppOptions, 'grants'> & Partial<ForeignFetchAppOptions> = {},
  ): Promise<{ app: ScriptedServer; tab: Tab }> => {
    const app = await kit.server();
    const grants = providers.map(({ origin }) => ({ script: origin + script }));
    const url = foreignFetchApp(app, { grants, ...options });
    const tab = new Tab(await (await kit.context()).newPage());
    await tab.load(url);
    return { app, tab };
  };

  const bodyOf = async (tab: Tab, url: string, init: RequestInit = {}): Promise<string> =>
    (await tab.request(url, init)).body;

  const errorsIn = (tab: Tab): Promise<readonly string[]> =>
    tab.askWorker({ errors: true }, 'the errors that the worker has reported');

  /** Whether a fetch in the page fails. */
  const fails = (tab: Tab, url: string, init: RequestInit = {}): Promise<boolean> =>
    tab.page.evaluate(
      (...args) =>
        fetch(...args).then(
          () => false,
          () => true,
        ),
      url,
      init,
    );

  describe('registerForeignFetch', () => {
    test('gets requests that start with its scopes, relative to its script, and no others', async () => {
      const api = await provider(
        answering('from the provider', `{ scopes: ['/v1/'], origins: ['*'] }`),
      );
      const { app, tab } = await open([api]);
      expect(await bodyOf(tab, `${api.origin}/v1/flags?a=b`)).toBe('from the provider');
      expect(await bodyOf(tab, `${api.origin}/v2/flags`)).toBe('from the network');
      expect(await bodyOf(tab, `${app.origin}/?v1/`)).toContain('<!doctype html>');
      expect(api.exchanges('/v1/flags')).toEqual([]);
    });

    test('serves the apps that its origins name; requests of others go to the network', async () => {
      const app = await kit.server();
      const rule = (origin: string): string => `{ scopes: ['/'], origins: ['${origin}'] }`;
      const [served, refused] = await Promise.all([
        provider(answering('from the provider', rule(app.origin))),
        provider(answering('from the provider', rule('https://example.com'))),
      ]);
      const grants = [served, refused].map(({ origin }) => ({ script: origin + script }));
      const tab = new Tab(await (await kit.context()).newPage());
      await tab.load(foreignFetchApp(app, { grants }));
      expect(await bodyOf(tab, `${served.origin}/a`)).toBe('from the provider');
      expect(await bodyOf(tab, `${refused.origin}/a`)).toBe('from the network');
    });

    test('of scopes that overlap the longest counts, whoever has registered it', async () => {
      const api = await provider(answering('all', `{ scopes: ['/'], origins: ['*'] }`));
      const images = await provider(
        answering('images', `{ scopes: ['${api.origin}/images/'], origins: ['*'] }`),
      );
      const { tab } = await open([], {
        grants: [
          { script: api.origin + script },
          { script: images.origin + script, origins: [api.origin] },
        ],
      });
      expect(await bodyOf(tab, `${api.origin}/images/a`)).toBe('images');
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('all');
    });

    test('outside of what the app grants is refused, by an error that names all three', async () => {
      const api = await provider('');
      const thief = await provider(
        answering('stolen', `{ scopes: ['${api.origin}/'], origins: ['*'] }`),
      );
      const { tab } = await open([thief]);
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('from the network');
      const [error = ''] = await errorsIn(tab);
      for (const part of [thief.origin + script, `${api.origin}/`, thief.origin]) {
        expect(error).toContain(part);
      }
    });
  });

  describe('a foreignfetch event', () => {
    /** The example of the Foreign Fetch document, whose \`requestLogic\` is the test's. */
    const example = (requestLogic: string, answered: string): string => `
      self.registerForeignFetch({ scopes: ['/api/'], origins: ['*'] });
      const requestLogic = ${requestLogic};
      self.addEventListener('foreignfetch', event => {
        event.respondWith(
          requestLogic(event.request).then(response => {
            return ${answered};
          })
        );
      });
    `;
    const made = `async (request) => new Response('made of ' + new URL(request.url).pathname, {
      status: 201,
      headers: { 'content-type': 'text/x-made', 'x-secret': 'secret', 'x-open': 'open' },
    })`;

    test('answered with an origin is readable: what is listed, and what CORS safelists', async () => {
      const api = await provider(
        example(made, `{ response: response, origin: event.origin, headers: ['X-Open'] }`),
      );
      const { tab } = await open([api]);
      expect(await tab.request(`${api.origin}/api/a`)).toEqual({
        status: 201,
        headers: { 'content-type': 'text/x-made', 'x-open': 'open' },
        body: 'made of /api/a',
      });
    });

    test('answered without one is not: a cors request fails, a no-cors one tells nothing', async () => {
      const api = await provider(example(made, `{ response: response }`));
      const { tab } = await open([api]);
      expect(await fails(tab, `${api.origin}/api/a`)).toBe(true);
      const opaque = await tab.request(`${api.origin}/api/a`, { mode: 'no-cors' });
      expect(opaque).toMatchObject({ headers: {}, body: '' });
    });

    test('answered without one shows its image all the same', async () => {
      const circle = `'<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"/>'`;
      const api = await provider(
        example(
          `async () => new Response(${circle}, { headers: { 'content-type': 'image/svg+xml' } })`,
          '{ response: response }',
        ),
      );
      const { tab } = await open([api]);
      const width = await tab.page.evaluate(async (url) => {
        const image = new Image();
        image.src = url;
        await image.decode();
        return image.width;
      }, `${api.origin}/api/image`);
      expect(width).toBe(7);
    });

    test.each([
      ['another origin', `{ response: response, origin: 'https://example.com' }`],
      ['no response', `{ origin: event.origin }`],
      ['a promise of a response', `{ response: Promise.resolve(response), origin: event.origin }`],
    ])('answered with %s is a network error', async (_, answered) => {
      const api = await provider(example(made, answered));
      const { tab } = await open([api]);
      expect(await fails(tab, `${api.origin}/api/a`)).toBe(true);
    });

    test('has the app’s origin, and no credentials unless the rule says otherwise', async () => {
      const forwarding = (rule: string): string => `
        self.registerForeignFetch(${rule});
        self.addEventListener('foreignfetch', (event) => {
          event.respondWith(
            fetch(event.request).then(async (response) => ({
              response: new Response(event.origin + ' ' + response.headers.get('x-cookie')),
              origin: event.origin,
            })),
          );
        });
      `;
      const [without, having] = await Promise.all([
        provider(forwarding(`{ scopes: ['/'], origins: ['*'] }`)),
        provider(forwarding(`{ scopes: ['/'], origins: ['*'], withCredentials: true }`)),
      ]);
      const { app, tab } = await open([without, having]);
      await tab.page.evaluate(() => (document.cookie = 'user=ada'));
      const init = { credentials: 'include' } as const;
      expect(await bodyOf(tab, `${without.origin}/a`, init)).toBe(`${app.origin} none`);
      expect(await bodyOf(tab, `${having.origin}/a`, init)).toBe(`${app.origin} user=ada`);
      expect(await bodyOf(tab, `${having.origin}/a`, { credentials: 'omit' })).toBe(
        `${app.origin} none`,
      );
    });

    test('answered from the provider’s cache while its server is away, as in the document', async () => {
      const api = await provider(
        (origin) => `
        self.registerForeignFetch({ scopes: ['/api/'], origins: ['*'] });
        self.addEventListener('install', event => {
          event.waitUntil(caches.open('provider').then(cache => cache.add('${origin}/api/a')));
        });
        self.addEventListener('foreignfetch', event => {
          // The new Request will have credentials omitted by default.
          const noCredentialsRequest = new Request(event.request.url);
          event.respondWith(
            // Replace with your own request logic as appropriate.
            fetch(noCredentialsRequest)
              .catch(() => caches.match(noCredentialsRequest))
              .then(response => ({response, origin: event.origin}))
          );
        });
      `,
      );
      const { tab } = await open([api]);
      await api.goDown();
      expect(await bodyOf(tab, `${api.origin}/api/a`)).toBe('from the network');
    });

    test('that no listener answers falls through to the network, with its body', async () => {
      const api = await provider(`
        self.registerForeignFetch({ scopes: ['/'], origins: ['*'] });
        self.addEventListener('foreignfetch', (event) => {
          if (event.request.method === 'PUT') event.respondWith({ response: new Response() });
        });
      `);
      const init = { method: 'POST', body: 'a body' };
      for (const own of [[], ['fetch']] as const) {
        const { tab } = await open([api], { own });
        expect(await bodyOf(tab, `${api.origin}/a`, init)).toBe('from the network: a body');
      }
    });

    test('that a listener fails to answer falls through, too', async () => {
      const api = await provider(`
        self.registerForeignFetch({ scopes: ['/'], origins: ['*'] });
        self.addEventListener('foreignfetch', () => { throw new Error('a mistake'); });
      `);
      const { tab } = await open([api]);
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('from the network');
    });

    test('can be told its body by the provider', async () => {
      const api = await provider(`
        self.registerForeignFetch({ scopes: ['/'], origins: ['*'] });
        self.addEventListener('foreignfetch', (event) => {
          event.respondWith(
            event.request.text().then((body) => ({
              response: new Response('told ' + body),
              origin: event.origin,
            })),
          );
        });
      `);
      const { tab } = await open([api]);
      expect(await bodyOf(tab, `${api.origin}/a`, { method: 'POST', body: 'a body' })).toBe(
        'told a body',
      );
    });
  });

  describe('where clients look for a response', () => {
    const all = answering('from the provider', `{ scopes: ['/'], origins: ['*'] }`);
    const silent = `
      self.registerForeignFetch({ scopes: ['/'], origins: ['*'] });
      self.addEventListener('foreignfetch', () => undefined);
    `;

    test('the app’s routes come first, though they are registered later', async () => {
      const api = await provider(all);
      const { tab } = await open([api], { own: ['routes', 'defaultHandler'] });
      expect(await bodyOf(tab, `${api.origin}/own/a`)).toBe('from the app');
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('from the provider');
    });

    test('a fetch listener of the app comes first; what it does not answer is the provider’s', async () => {
      const api = await provider(all);
      const { tab } = await open([api], { own: ['listener'] });
      expect(await bodyOf(tab, `${api.origin}/own/a`)).toBe('from the app');
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('from the provider');
    });

    test('a fetch listener that fetches by foreignFetch asks the provider', async () => {
      const api = await provider(all);
      const { tab } = await open([api], { own: ['fetch'] });
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('from the provider');
      const { answers } = await tab.observeWorker(`${api.origin}/a`, 1);
      expect(answers).toBe(1);
    });

    test('the app’s default handler has what the provider does not answer', async () => {
      const api = await provider(silent);
      const { tab } = await open([api], { own: ['defaultHandler'] });
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('from the network');
      expect((await tab.observeWorker(`${api.origin}/a`, 1)).fetches).toBe(1);
    });

    test('the browser’s HTTP cache is asked before the network', async () => {
      const api = await provider(silent);
      api.route('/fresh', (exchange, attempt) =>
        exchange.respond(200, { ...anyOrigin, 'cache-control': 'max-age=60' }, `${attempt}`),
      );
      const { tab } = await open([api]);
      expect(await bodyOf(tab, `${api.origin}/fresh`)).toBe('1');
      expect(await bodyOf(tab, `${api.origin}/fresh`)).toBe('1');
      expect(api.exchanges('/fresh')).toHaveLength(1);
    });
  });

  describe('an app without a worker of its own', () => {
    const command = join(
      rootFolder,
      'packages/workbox-foreign-fetch/bin/workbox-foreign-fetch.mjs',
    );

    test('gets one of two lines from a command', async () => {
      const api = await provider(
        answering('from the provider', `{ scopes: ['/v1/'], origins: ['*'] }`),
      );
      const app = await kit.server();
      const folder = mkdtempSync(join(tmpdir(), 'app-'));
      try {
        const args = [command, api.origin + script, '--out', folder];
        const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
        const worker = readFileSync(join(folder, 'sw.js'), 'utf8');
        expect(worker.trim().split('\n')).toHaveLength(2);
        app.file('/sw.js', 'text/javascript', worker);
        const library = readFileSync(join(folder, 'workbox-foreign-fetch.js'), 'utf8');
        app.file('/workbox-foreign-fetch.js', 'text/javascript', library);
      } finally {
        rmSync(folder, { recursive: true });
      }
      app.file('/', 'text/html', buildPage());

      const tab = new Tab(await (await kit.context()).newPage());
      await tab.load(`${app.origin}/`);
      await tab.page.evaluate(async () => {
        await navigator.serviceWorker.register('/sw.js');
        await navigator.serviceWorker.ready;
      });
      // The worker does not claim pages that are open already.
      await tab.reload();
      expect(await bodyOf(tab, `${api.origin}/v1/a`)).toBe('from the provider');
      expect(await bodyOf(tab, `${api.origin}/v2/a`)).toBe('from the network');
    });
  });

  describe('a provider’s script', () => {
    const good = answering('from the provider', `{ scopes: ['/'], origins: ['*'] }`);

    test('that throws answers nothing, is reported, and leaves the app’s worker as it is', async () => {
      const [broken, api] = await Promise.all([
        provider(`${good} throw new Error('a mistake');`),
        provider(good),
      ]);
      const { tab } = await open([broken, api], { own: ['routes'] });
      expect(await bodyOf(tab, `${broken.origin}/a`)).toBe('from the network');
      expect(await bodyOf(tab, `${broken.origin}/own/a`)).toBe('from the app');
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('from the provider');
      const [error, ...rest] = await errorsIn(tab);
      expect(error).toContain(broken.origin + script);
      expect(rest).toEqual([]);
    });

    test('that does not load is reported, and leaves the app’s worker as it is', async () => {
      const [missing, api] = await Promise.all([kit.server(), provider(good)]);
      const { tab } = await open([missing, api]);
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('from the provider');
      expect((await errorsIn(tab))[0]).toContain(missing.origin + script);
    });

    test('that changes reaches the app by the browser’s own update', async () => {
      const api = await provider(good);
      const { app, tab } = await open([api]);
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('from the provider');
      const rule = `{ scopes: ['/'], origins: ['*'] }`;
      api.file(script, 'text/javascript', answering('from its next version', rule));
      await tab.updateWorker('activated');
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('from its next version');
      // The app has done nothing.
      expect(app.exchanges('/worker.js').length).toBeGreaterThan(1);
    });
  });

  describe('URLs that are not to reach the worker', () => {
    const rule = `{ scopes: ['/'], origins: ['*'], network: ['/upload/'] }`;

    test('are left to the browser, which does not ask the worker where it has static routing', async () => {
      const api = await provider(answering('from the provider', rule));
      const { app, tab } = await open([api], { network: ['/big/'] });
      app.file('/big/file', 'text/plain', 'big');
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('from the provider');
      expect(await bodyOf(tab, `${api.origin}/upload/a?b=c`)).toBe('from the network');
      expect(await bodyOf(tab, `${app.origin}/big/file?b=c`)).toBe('big');
      for (const url of [`${api.origin}/upload/a?b=c`, `${app.origin}/big/file?b=c`]) {
        const { fetchEvents, answers } = await tab.observeWorker(url);
        expect({ fetchEvents, answers }).toEqual({
          fetchEvents: kit.browserName === 'chrome' ? 0 : 1,
          answers: 0,
        });
      }
    });
  });
});
