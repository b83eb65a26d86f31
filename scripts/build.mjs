/** `npm run build`: compiles the packages. */
import { ensureDependencies } from './lib/ensureDependencies.mjs';

ensureDependencies();
const { ensureBuild } = await import('./lib/ensureBuild.mjs');
await ensureBuild();
