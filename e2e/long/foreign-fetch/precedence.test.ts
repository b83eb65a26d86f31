import { describe, expect, test } from '@jest/globals';
import { answeringProvider } from '../../kit/answeringProvider.js';
import { bodyOf } from '../../kit/bodyOf.js';
import { describeInBrowsers } from '../../kit/describeInBrowsers.js';
import { foreignFetchKit } from '../../kit/foreignFetchKit.js';

const anyOrigin = { 'access-control-allow-origin': '*' };

describeInBrowsers('a provider of an API, on another origin', (kit) => {
  const { provider, open } = foreignFetchKit(kit);

  describe('where clients look for a response', () => {
    const all = answeringProvider('from the provider', `{ scopes: ['/'], origins: ['*'] }`);
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
});
