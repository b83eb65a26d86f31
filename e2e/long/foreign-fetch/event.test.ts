import { describe, expect, test } from '@jest/globals';
import { bodyOf } from '../../kit/bodyOf.js';
import { describeInBrowsers } from '../../kit/describeInBrowsers.js';
import { foreignFetchKit } from '../../kit/foreignFetchKit.js';
import type { Tab } from '../../kit/Tab.js';

describeInBrowsers('a provider of an API, on another origin', (kit) => {
  const { provider, open } = foreignFetchKit(kit);

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
});
