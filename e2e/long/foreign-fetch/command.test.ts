import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { answeringProvider } from '../../kit/answeringProvider.js';
import { bodyOf } from '../../kit/bodyOf.js';
import { buildPage } from '../../kit/buildPage.js';
import { describeInBrowsers } from '../../kit/describeInBrowsers.js';
import { foreignFetchKit } from '../../kit/foreignFetchKit.js';
import { foreignFetchScript } from '../../kit/foreignFetchScript.js';
import { Tab } from '../../kit/Tab.js';
import { rootFolder } from '../../../scripts/lib/rootFolder.mjs';

describeInBrowsers('a provider of an API, on another origin', (kit) => {
  const { provider } = foreignFetchKit(kit);

  describe('an app without a worker of its own', () => {
    const command = join(
      rootFolder,
      'packages/workbox-foreign-fetch/bin/workbox-foreign-fetch.mjs',
    );

    test('gets one of two lines from a command', async () => {
      const api = await provider(
        answeringProvider('from the provider', `{ scopes: ['/v1/'], origins: ['*'] }`),
      );
      const app = await kit.server();
      const folder = mkdtempSync(join(tmpdir(), 'app-'));
      try {
        const args = [command, api.origin + foreignFetchScript, '--out', folder];
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
});
