import { rm } from 'node:fs/promises';

/** Jest's global teardown. A browser that has just been ended may still be writing. */
const removeProfiles = async () => {
  const folder = process.env['BROWSER_PROFILES'];
  if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
};

export { removeProfiles as default };
