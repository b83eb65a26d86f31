import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { xSync } from 'tinyexec';
import { codeBlocks } from '../docs/codeBlocks.mjs';
import { rootFolder } from '../lib/rootFolder.mjs';
import { packPackage } from '../packages/packPackage.mjs';

const page = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>A page</title></head>
  <body></body>
</html>
`;

/** Projects that know nothing of event streams yet; `heading` is the README's part for them. */
const projects = [
  {
    heading: 'workbox-cli',
    tools: ['workbox-cli'],
    files: { 'public/index.html': page },
    config: 'workbox-config.cjs',
    output: 'public',
  },
  {
    heading: 'vite-plugin-pwa',
    tools: ['vite', 'vite-plugin-pwa'],
    files: { 'index.html': page },
    config: 'vite.config.js',
    output: 'dist',
  },
];

/**
 * Installs the packed packages into empty projects, outside this repository, and does what the README
 * of workbox-sse-build says, to the letter.
 *
 * @returns {string[]} one line for each problem
 */
export function strangerProblems() {
  const readme = readFileSync(join(rootFolder, 'packages/workbox-sse-build/README.md'), 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'stranger-'));
  try {
    const tarballs = ['sse-multiplexer', 'sse-service-worker', 'workbox-sse-build'].map(
      (name) => packPackage(name, folder).tarball,
    );
    return projects.flatMap((project) => problemsOf(project, readme, folder, tarballs));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {(typeof projects)[number]} project
 * @param {string} readme
 * @param {string} parent
 * @param {readonly string[]} tarballs
 * @returns {string[]}
 */
function problemsOf({ heading, tools, files, config, output }, readme, parent, tarballs) {
  const part = readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const [code, command] = codeBlocks(part);
  if (!part.includes(`\`${config}\`:`) || code === undefined || command === undefined) {
    return [`The README has no ${config} and no command for ${heading}`];
  }
  const folder = join(parent, heading);
  const manifest = { private: true, type: 'module' };
  for (const [path, text] of Object.entries({
    ...files,
    'package.json': JSON.stringify(manifest),
    [config]: code.code,
  })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const [npx, ...args] = command.code.trim().split(' ');
  if (npx !== 'npx') return [`${heading}: expected an npx command, got ${command.code}`];
  const problem =
    failure(folder, ['npm', 'install', '--save-dev', ...tools.map(known), ...tarballs]) ??
    failure(folder, ['npm', 'exec', '--no', '--', ...args]);
  if (problem !== undefined) return [`${heading}: ${problem}`];

  const worker = readFileSync(join(folder, output, 'sw.js'), 'utf8');
  const [script] = /workbox-sse-[0-9a-f]{8}\.js/.exec(worker) ?? [];
  if (script === undefined) return [`${heading}: the worker imports no script`];
  return existsSync(join(folder, output, script)) ? [] : [`${heading}: there is no ${script}`];
}

/**
 * In the version that this repository is tested with.
 *
 * @param {string} tool
 */
function known(tool) {
  /** @type {{ devDependencies: Record<string, string> }} */
  const { devDependencies } = JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8'));
  return `${tool}@${devDependencies[tool] ?? 'latest'}`;
}

/**
 * @param {string} cwd
 * @param {readonly string[]} command
 * @returns {string | undefined} what a failed command has said
 */
function failure(cwd, [program = '', ...args]) {
  const { exitCode, stdout, stderr } = xSync(program, args, {
    nodeOptions: { cwd },
    timeout: 240_000,
  });
  return exitCode === 0 ? undefined : `${args.join(' ')} failed\n${stdout}${stderr}`;
}
