/** `npm run recipes`: writes the code blocks of Markdown files that stand for files from those files. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies } from './lib/ensureDependencies.mjs';
import { rootFolder } from './lib/rootFolder.mjs';

ensureDependencies();
const { readLinked } = await import('./docs/readLinked.mjs');
const { withFilesEmbedded } = await import('./docs/withFilesEmbedded.mjs');
const { listFiles } = await import('./lib/listFiles.mjs');
for (const path of listFiles('**/*.md')) {
  const file = join(rootFolder, path);
  const text = readFileSync(file, 'utf8');
  const written = withFilesEmbedded(text, readLinked(path));
  if (written === text) continue;
  writeFileSync(file, written);
  console.log(`Written: ${path}`);
}
