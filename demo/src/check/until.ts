import { setTimeout as wait } from 'node:timers/promises';

const STEP_MS = 50;

/** Waits until `condition` holds; false if it does not within the deadline. */
export async function until(condition: () => boolean, deadlineMs: number): Promise<boolean> {
  const end = performance.now() + deadlineMs;
  while (!condition()) {
    if (performance.now() >= end) return false;
    await wait(STEP_MS);
  }
  return true;
}
