import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { settle } from './settle.js';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

/** Collects what nothing refers to any more; resolves when weak references know. */
export async function collectGarbage(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await settle();
    gc();
  }
}
