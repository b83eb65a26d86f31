/** `npm run options`: writes docs/options.md from the types. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies } from './lib/ensureDependencies.mjs';
import { rootFolder } from './lib/rootFolder.mjs';

ensureDependencies();
const { optionsPage } = await import('./reference/optionsPage.mjs');
writeFileSync(join(rootFolder, 'docs/options.md'), await optionsPage());
