import { describe, expect, test } from '@jest/globals';
import { answeringProvider } from '../../kit/answeringProvider.js';
import { bodyOf } from '../../kit/bodyOf.js';
import { describeInBrowsers } from '../../kit/describeInBrowsers.js';
import { foreignFetchApp } from '../../kit/foreignFetchApp.js';
import { foreignFetchKit } from '../../kit/foreignFetchKit.js';
import { foreignFetchScript } from '../../kit/foreignFetchScript.js';
import { Tab } from '../../kit/Tab.js';
import { workerErrors } from '../../kit/workerErrors.js';

describeInBrowsers('a provider of an API, on another origin', (kit) => {
  const { provider, open } = foreignFetchKit(kit);

  describe('registerForeignFetch', () => {
    test('gets requests that start with its scopes, relative to its script, and no others', async () => {
      const api = await provider(
        answeringProvider('from the provider', `{ scopes: ['/v1/'], origins: ['*'] }`),
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
        provider(answeringProvider('from the provider', rule(app.origin))),
        provider(answeringProvider('from the provider', rule('https://example.com'))),
      ]);
      const grants = [served, refused].map(({ origin }) => ({
        script: origin + foreignFetchScript,
      }));
      const tab = new Tab(await (await kit.context()).newPage());
      await tab.load(foreignFetchApp(app, { grants }));
      expect(await bodyOf(tab, `${served.origin}/a`)).toBe('from the provider');
      expect(await bodyOf(tab, `${refused.origin}/a`)).toBe('from the network');
    });

    test('of scopes that overlap the longest counts, whoever has registered it', async () => {
      const api = await provider(answeringProvider('all', `{ scopes: ['/'], origins: ['*'] }`));
      const images = await provider(
        answeringProvider('images', `{ scopes: ['${api.origin}/images/'], origins: ['*'] }`),
      );
      const { tab } = await open([], {
        grants: [
          { script: api.origin + foreignFetchScript },
          { script: images.origin + foreignFetchScript, origins: [api.origin] },
        ],
      });
      expect(await bodyOf(tab, `${api.origin}/images/a`)).toBe('images');
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('all');
    });

    test('outside of what the app grants is refused, by an error that names all three', async () => {
      const api = await provider('');
      const thief = await provider(
        answeringProvider('stolen', `{ scopes: ['${api.origin}/'], origins: ['*'] }`),
      );
      const { tab } = await open([thief]);
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('from the network');
      const [error = ''] = await workerErrors(tab);
      for (const part of [thief.origin + foreignFetchScript, `${api.origin}/`, thief.origin]) {
        expect(error).toContain(part);
      }
    });
  });

  describe('URLs that are not to reach the worker', () => {
    const rule = `{ scopes: ['/'], origins: ['*'], network: ['/upload/'] }`;

    test('are left to the browser, which does not ask the worker where it has static routing', async () => {
      const api = await provider(answeringProvider('from the provider', rule));
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
