import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';

/** Ends a browser, a process group of its own, that outlived the process that started it. */
const end = (/** @type {number} */ pid) => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return;
    throw error;
  }
};

/**
 * Jest's global teardown. Jest kills a worker process that does not end at once, and with it whoever would
 * have ended its browsers. One that has just been ended may still be writing.
 */
const removeProfiles = async () => {
  const folder = process.env['BROWSER_PROFILES'];
  if (!folder) return;
  for (const file of readdirSync(folder)) {
    const pid = /^(\d+)\.pid$/.exec(file)?.[1];
    if (pid !== undefined) end(Number(pid));
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
};

export { removeProfiles as default };
