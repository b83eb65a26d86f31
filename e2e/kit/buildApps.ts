import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { x } from 'tinyexec';
import { rootFolder } from '../../scripts/lib/rootFolder.mjs';
import type { WorkerBuild } from './buildWorker.js';

/** What a built app consists of: path within the site and text. */
export type BuiltApp = ReadonlyMap<string, string>;

const sources = join(rootFolder, 'fixtures/apps');

/** The apps of fixtures/apps, by folder name. */
export const appNames: readonly string[] = readdirSync(sources, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Builds apps in the modes given, each with its own tool, two at a time. */
export const buildApps = async (
  modes: readonly WorkerBuild[],
  names = appNames,
): Promise<(name: string, mode: WorkerBuild) => BuiltApp> => {
  const built = new Map<string, BuiltApp>();
  const jobs = modes.flatMap((mode) => names.map((name) => ({ name, mode })));
  const work = async (): Promise<void> => {
    for (let job = jobs.pop(); job; job = jobs.pop()) {
      built.set(`${job.name} ${job.mode}`, await buildApp(job.name, job.mode));
    }
  };
  await Promise.all([work(), work()]);
  return (name, mode) => {
    const app = built.get(`${name} ${mode}`);
    if (!app) throw new Error(`${name} was not built in mode ${mode}`);
    return app;
  };
};

/** Works on a copy, within the repository so that the app finds its tools. */
const buildApp = async (name: string, mode: WorkerBuild): Promise<BuiltApp> => {
  const folder = join(rootFolder, '.cache/apps', `${name}-${mode}`);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(sources, name), folder, { recursive: true });
  await x('npm', ['run', 'build'], {
    nodeOptions: { cwd: folder, env: { NODE_ENV: mode } },
    timeout: 120_000,
    throwOnError: true,
  });
  const dist = join(folder, 'dist');
  return readSite(existsSync(dist) ? dist : join(folder, 'public'));
};

const readSite = (folder: string): BuiltApp =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = join(entry.parentPath, entry.name);
        const path = file.slice(folder.length).replaceAll('\\', '/');
        return [path, readFileSync(file, 'utf8')] as const;
      }),
  );
