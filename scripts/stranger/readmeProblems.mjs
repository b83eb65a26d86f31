import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { xSync } from 'tinyexec';
import { ensureBrowser } from '../browsers/ensureBrowser.mjs';
import { codeBlocks } from '../docs/codeBlocks.mjs';
import { rootFolder } from '../lib/rootFolder.mjs';
import { packPackage } from '../packages/packPackage.mjs';
import { connectionsOfTwoTabs } from './connectionsOfTwoTabs.mjs';

/** What the install line brings from the registry once the packages are there. */
const ours = ['sse-multiplexer', 'sse-service-worker', 'workbox-sse'];

/**
 * Goes the way of README.md's first screen in an empty project: its install line, with the packed
 * packages instead of published ones, its first code, a bundler, and two tabs of Chromium.
 *
 * @returns {Promise<string[]>} one line for each problem
 */
export async function readmeProblems() {
  const [install, worker] = codeBlocks(readFileSync(join(rootFolder, 'README.md'), 'utf8'));
  if (!install?.code.startsWith('npm install ') || worker?.info !== 'ts') {
    return ['README.md does not begin with an install line and the code of a worker'];
  }
  process.env['PUPPETEER_EXECUTABLE_PATH'] = await ensureBrowser('chrome');
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'stranger-'));
  try {
    mkdirSync(join(folder, 'app'));
    const tarballs = ours.map((name) => packPackage(name, folder).tarball);
    const others = install.code
      .trim()
      .split(' ')
      .slice(2)
      .filter((name) => !ours.includes(name));
    const app = { nodeOptions: { cwd: join(folder, 'app') }, throwOnError: true };
    writeFileSync(join(folder, 'app', 'package.json'), '{ "private": true, "type": "module" }');
    writeFileSync(join(folder, 'app', 'sw.ts'), worker.code);
    xSync('npm', ['install', ...others, ...tarballs], app);
    const { outputFiles } = buildSync({
      absWorkingDir: join(folder, 'app'),
      entryPoints: ['sw.ts'],
      bundle: true,
      define: { 'process.env.NODE_ENV': '"production"' },
      write: false,
    });
    const connections = await connectionsOfTwoTabs(outputFiles[0]?.text ?? '');
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.log(
      `README.md: two tabs, open connections: ${connections}, ${seconds} s after the first word`,
    );
    return connections === 1 ? [] : [`README.md: two tabs have ${connections} open connections`];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
