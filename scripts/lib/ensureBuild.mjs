import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { rootFolder } from './rootFolder.mjs';
import { runTool } from './runTool.mjs';
import { staleOutputs } from './staleOutputs.mjs';

const packages = join(rootFolder, 'packages');

/** Compiles every package whose sources are newer than its build, removes what has no source, and bundles. */
export async function ensureBuild() {
  for (const name of globSync('*', { cwd: packages, onlyDirectories: true })) {
    const [dist, src] = [join(packages, name, 'dist'), join(packages, name, 'src')];
    const [outputs, sources] = [globSync('**', { cwd: dist }), globSync('**', { cwd: src })];
    for (const path of staleOutputs(outputs, sources)) rmSync(join(dist, path));
  }
  await must('tsc', ['--build']);
  for (const bundler of globSync('*/bundle.mjs', { cwd: packages })) {
    await must(process.execPath, [join(packages, bundler)]);
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
async function must(command, args) {
  const problems = await runTool(command, args);
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
