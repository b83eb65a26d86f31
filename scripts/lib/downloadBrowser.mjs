import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A host that has sent nothing for this long is out of reach. */
const silenceMs = 15_000;

/** Unpacking reports no progress. */
const unpackMs = 300_000;

const program = fileURLToPath(new URL('./fetchBrowserMain.mjs', import.meta.url));

/**
 * Downloads a browser into the project's cache. It runs in a process of its own, because
 * `@puppeteer/browsers` has no time limit and cannot be aborted.
 *
 * @param {'chrome' | 'firefox'} name
 * @param {() => import('node:events').EventEmitter & { kill(signal: 'SIGKILL'): unknown }} [start]
 *   replaceable for tests
 * @returns {Promise<boolean>} whether it succeeded; if not, the reason has been printed
 */
export function downloadBrowser(
  name,
  start = () => fork(program, [name], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }),
) {
  return new Promise((resolve) => {
    const child = start();
    const giveUp = () => {
      console.error(`The download of ${name} has stalled.`);
      child.kill('SIGKILL');
    };
    let timer = setTimeout(giveUp, silenceMs);
    child.on('message', (/** @type {{ received: number, total: number }} */ progress) => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, progress.received >= progress.total ? unpackMs : silenceMs);
    });
    child.on('error', () => {
      clearTimeout(timer);
      resolve(false);
    });
    child.on('exit', (/** @type {number | null} */ code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}
