import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Package from '../index.js';
import { temporaryFolder } from './temporaryFolder.js';

const root = join(__dirname, '../..');

/**
 * What is published, which is bundled: the workers' packages do not load in Node. Each test file has a bundle of
 * its own, so that two do not pull it from under each other; it lies where its dependencies are found.
 */
export function loadPackage(): typeof Package {
  const folder = temporaryFolder(join(root, '../../.cache/workbox-sse-build'));
  execFileSync(process.execPath, [join(root, 'bundle.mjs'), folder]);
  return createRequire(__filename)(join(folder, 'build/cjs/index.js')) as typeof Package;
}
