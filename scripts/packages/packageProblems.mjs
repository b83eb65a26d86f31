import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { listFiles } from '../lib/listFiles.mjs';
import { rootFolder } from '../lib/rootFolder.mjs';
import { runTool } from '../lib/runTool.mjs';
import { packedFilesProblems } from './packedFilesProblems.mjs';
import { packPackage } from './packPackage.mjs';

/**
 * What a package publishes besides the build of its sources.
 *
 * @type {Record<string, string[]>}
 */
const bundles = {
  'workbox-foreign-fetch': ['bin/workbox-foreign-fetch.mjs', 'build/workbox-foreign-fetch.js'],
  'workbox-sse-build': [
    'build/cjs/package.json',
    ...['dev', 'prod'].map((mode) => `build/workbox-sse.${mode}.js`),
    ...['dev', 'prod'].map((mode) => `build/workbox-sse.${mode}.js.map`),
  ],
};

/**
 * Packs every public package and checks the archive: its files, its package.json (publint) and
 * whether its types are found wherever ESM is (Are The Types Wrong).
 *
 * @returns {Promise<string[]>} one line for each problem
 */
export async function packageProblems() {
  const destination = mkdtempSync(join(tmpdir(), 'packages-'));
  try {
    const problems = [];
    for (const name of readdirSync(join(rootFolder, 'packages'))) {
      if (isPrivate(name)) continue;
      const { tarball, files } = packPackage(name, destination);
      const sources = listFiles(`packages/${name}/src/**/*.ts`).map((path) =>
        path.slice(`packages/${name}/src/`.length, -'.ts'.length),
      );
      problems.push(
        ...packedFilesProblems(name, files, sources, bundles[name]),
        ...(await publintProblems(name, tarball)),
        ...(await typesProblems(name, tarball)),
      );
      console.log(`${name}: ${files.length} files`);
    }
    return problems;
  } finally {
    rmSync(destination, { recursive: true });
  }
}

/** @param {string} name */
function isPrivate(name) {
  const text = readFileSync(join(rootFolder, 'packages', name, 'package.json'), 'utf8');
  /** @type {{ private?: boolean }} */
  const manifest = JSON.parse(text);
  return manifest.private === true;
}

/**
 * @param {string} name
 * @param {string} tarball
 */
async function publintProblems(name, tarball) {
  const archive = new Uint8Array(readFileSync(tarball)).buffer;
  const { messages, pkg } = await publint({ pack: { tarball: archive }, strict: true });
  return messages.map(
    (message) => `${name}: ${formatMessage(message, pkg, { color: false }) ?? message.code}`,
  );
}

/**
 * @param {string} name
 * @param {string} tarball
 */
async function typesProblems(name, tarball) {
  const profile = name === 'workbox-sse-build' ? 'node16' : 'esm-only';
  const options = ['--profile', profile, '--no-definitely-typed', '--no-color'];
  // Classic scripts are for importScripts, not for import.
  const scripts = bundles[name]?.flatMap((path) => /^build\/([\w.-]+\.js)$/.exec(path)?.[1] ?? []);
  if (scripts) options.push('--exclude-entrypoints', ...scripts);
  const problems = await runTool('attw', [tarball, ...options]);
  return problems.map((problem) => `${name}: its types are not found everywhere\n${problem}`);
}
