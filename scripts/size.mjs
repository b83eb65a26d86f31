/**
 * `npm run size [-- --write] [-- --parts]`: measures what imports cost; `--write` puts it into README.md, `--parts` prints
 * what each folder and module of the sharing one adds.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/ensureDependencies.mjs';
import { rootFolder } from './lib/rootFolder.mjs';

const { values } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    parts: { type: 'boolean', default: false },
  },
});
ensureDependencies();
const { ensureBuild } = await import('./lib/ensureBuild.mjs');
await ensureBuild();
const { measureSizes } = await import('./size/measureSizes.mjs');
const { sizeBudget } = await import('./size/sizeBudget.mjs');
const { sizeProblems } = await import('./size/sizeProblems.mjs');
const { withSizeTable } = await import('./size/withSizeTable.mjs');

const sizes = await measureSizes(sizeBudget);
const problems = sizeProblems(sizes);
for (const problem of problems) console.error(problem);
if (values.write) {
  const { format, resolveConfig } = await import('prettier');
  const path = join(rootFolder, 'README.md');
  const text = withSizeTable(readFileSync(path, 'utf8'), sizes);
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
}
if (values.parts) {
  const { measureParts } = await import('./size/measureParts.mjs');
  const { folders, modules } = await measureParts(
    `export { isEventStreamRequest, SSEMultiplexStrategy } from 'workbox-sse';`,
  );
  console.table(folders);
  console.table(modules);
}
process.exitCode = problems.length > 0 ? 1 : 0;
