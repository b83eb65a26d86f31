import { join } from 'node:path';
import { buildPage } from '../e2e/kit/buildPage.js';
import { rootFolder } from '../scripts/lib/rootFolder.mjs';
import { buildScript } from './buildScript.js';
import type { ServedFile } from './publisher/Command.js';
import { ways } from './ways.js';

/** The pages and workers of the site; unless told otherwise, the workers are minified. */
export const siteFiles = ({ minify = true } = {}): ServedFile[] => {
  const page = (path: string, name: string): ServedFile => ({
    path,
    contentType: 'text/html',
    body: buildPage(join(rootFolder, 'bench/page', `${name}.ts`)),
  });
  const scripts = ways.flatMap(({ serviceWorker, sharedWorker }) =>
    [serviceWorker, sharedWorker].flatMap((name) => name ?? []),
  );
  return [
    page('/starter.html', 'starter'),
    page('/site/', 'tab'),
    ...scripts.map((name) => ({
      path: `/site/${name}.js`,
      contentType: 'text/javascript',
      body: buildScript(name, minify),
    })),
  ];
};
