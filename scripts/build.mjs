/** `npm run build`: compiles the packages. */
import { ensureBuild } from './lib/ensureBuild.mjs';
import { ensureDependencies } from './lib/ensureDependencies.mjs';

ensureDependencies();
await ensureBuild();
