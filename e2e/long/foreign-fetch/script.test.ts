import { describe, expect, test } from '@jest/globals';
import { answeringProvider } from '../../kit/answeringProvider.js';
import { bodyOf } from '../../kit/bodyOf.js';
import { describeInBrowsers } from '../../kit/describeInBrowsers.js';
import { foreignFetchKit } from '../../kit/foreignFetchKit.js';
import { foreignFetchScript } from '../../kit/foreignFetchScript.js';
import { workerErrors } from '../../kit/workerErrors.js';

describeInBrowsers('a provider of an API, on another origin', (kit) => {
  const { provider, open } = foreignFetchKit(kit);

  describe('a provider’s script', () => {
    const good = answeringProvider('from the provider', `{ scopes: ['/'], origins: ['*'] }`);

    test('that throws answers nothing, is reported, and leaves the app’s worker as it is', async () => {
      const [broken, api] = await Promise.all([
        provider(`${good} throw new Error('a mistake');`),
        provider(good),
      ]);
      const { tab } = await open([broken, api], { own: ['routes'] });
      expect(await bodyOf(tab, `${broken.origin}/a`)).toBe('from the network');
      expect(await bodyOf(tab, `${broken.origin}/own/a`)).toBe('from the app');
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('from the provider');
      const [error, ...rest] = await workerErrors(tab);
      expect(error).toContain(broken.origin + foreignFetchScript);
      expect(rest).toEqual([]);
    });

    test('that does not load is reported, and leaves the app’s worker as it is', async () => {
      const [missing, api] = await Promise.all([kit.server(), provider(good)]);
      const { tab } = await open([missing, api]);
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('from the provider');
      expect((await workerErrors(tab))[0]).toContain(missing.origin + foreignFetchScript);
    });

    test('that changes reaches the app by the browser’s own update', async () => {
      const api = await provider(good);
      const { app, tab } = await open([api]);
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('from the provider');
      const rule = `{ scopes: ['/'], origins: ['*'] }`;
      api.file(
        foreignFetchScript,
        'text/javascript',
        answeringProvider('from its next version', rule),
      );
      await tab.updateWorker('activated');
      expect(await bodyOf(tab, `${api.origin}/a`)).toBe('from its next version');
      // The app has done nothing.
      expect(app.exchanges('/worker.js').length).toBeGreaterThan(1);
    });
  });
});
