/** `npm start [-- options]`: sets up what is missing, then starts the demo, which reads the options. */
import { ensureDependencies } from './lib/ensureDependencies.mjs';

ensureDependencies();
await import('../demo/start.mjs');
