import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { x } from 'tinyexec';
import { globSync } from 'tinyglobby';
import { rootFolder } from '../../scripts/lib/rootFolder.mjs';
import type { WorkerBuild } from './buildWorker.js';

/** What a built app consists of: path within the site and text. */
export type BuiltApp = ReadonlyMap<string, string>;

const cache = join(rootFolder, '.cache/apps');

/** What somebody who has started an app leaves in its folder. */
const ownOutput = ['dist', 'out', 'build', 'node_modules'];

const sources: ReadonlyMap<string, string> = new Map(
  globSync(['examples/*/package.json', 'fixtures/apps/*/package.json'], { cwd: rootFolder })
    .map((path) => join(rootFolder, path, '..'))
    .sort()
    .map((folder) => [basename(folder), folder]),
);

/** The apps of `examples` and `fixtures/apps`, by folder name. */
export const appNames: readonly string[] = [...sources.keys()];

/** Builds apps in a mode, each with its own tool, two at a time, unless nothing has changed since. */
export const buildApps = async (
  mode: WorkerBuild,
  names = appNames,
): Promise<(name: string) => BuiltApp> => {
  const tools = hashOf(
    ['package-lock.json', ...globSync('packages/*/{dist,build}/**/*.js', { cwd: rootFolder })],
    rootFolder,
  );
  const built = new Map<string, BuiltApp>();
  const jobs = [...sources].filter(([name]) => names.includes(name));
  const work = async (): Promise<void> => {
    for (let job = jobs.pop(); job; job = jobs.pop()) {
      const [name, source] = job;
      const files = globSync('**', { cwd: source, ignore: ownOutput.map((name) => `${name}/**`) });
      const key = hashOf(files, source, `${tools} ${mode}`);
      built.set(name, await builtApp(source, join(cache, `${name}-${mode}-${key}`), mode));
    }
  };
  await Promise.all([work(), work()]);
  return (name) => {
    const app = built.get(name);
    if (!app) throw new Error(`There is no app named ${name}`);
    return app;
  };
};

const hashOf = (paths: readonly string[], folder: string, start = ''): string => {
  const hash = createHash('sha256').update(start);
  for (const path of [...paths].sort()) hash.update(path).update(readFileSync(join(folder, path)));
  return hash.digest('hex').slice(0, 16);
};

/** Works on a copy, within the repository so that the app finds its tools. */
const builtApp = async (source: string, folder: string, mode: WorkerBuild): Promise<BuiltApp> => {
  if (!existsSync(folder)) {
    // Another process may be at the same app: whoever is first is right.
    const draft = join(cache, `draft-${randomUUID()}`);
    mkdirSync(cache, { recursive: true });
    try {
      const filter = (path: string): boolean => !ownOutput.includes(relative(source, path));
      cpSync(source, draft, { recursive: true, filter });
      await x('npm', ['run', 'build'], {
        nodeOptions: { cwd: draft, env: { NODE_ENV: mode } },
        timeout: 240_000,
        throwOnError: true,
      });
      if (!existsSync(folder)) renameSync(draft, folder);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  const output = ['dist', 'out', 'public'].map((name) => join(folder, name));
  return readSite(output.find((path) => existsSync(path)) ?? folder);
};

const readSite = (folder: string): BuiltApp =>
  new Map(
    globSync('**', { cwd: folder, dot: true }).map(
      (path) => [`/${path}`, readFileSync(join(folder, path), 'utf8')] as const,
    ),
  );
