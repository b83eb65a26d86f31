import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A host that has sent nothing for this long is out of reach. */
const silenceMs = 15_000;

/** Unpacking reports no progress. */
const unpackMs = 300_000;

/**
 * Downloads a browser into the project's cache. It runs in a process of its own, because
 * `@puppeteer/browsers` has no time limit and cannot be aborted.
 *
 * @param {'chrome' | 'firefox'} name
 * @param {string} [program] replaceable for tests
 * @param {number} [patienceMs] replaceable for tests
 * @returns {Promise<boolean>} whether it succeeded; if not, the reason has been printed
 */
export function downloadBrowser(
  name,
  program = fileURLToPath(new URL('./fetchBrowserMain.mjs', import.meta.url)),
  patienceMs = silenceMs,
) {
  return new Promise((resolve) => {
    const child = fork(program, [name], { stdio: 'inherit' });
    const giveUp = () => {
      console.error(`The download of ${name} has stalled.`);
      child.kill('SIGKILL');
    };
    let timer = setTimeout(giveUp, patienceMs);
    child.on('message', (message) => {
      const { received, total } = /** @type {{ received: number, total: number }} */ (message);
      clearTimeout(timer);
      timer = setTimeout(giveUp, received >= total ? unpackMs : patienceMs);
    });
    child.on('error', () => {
      clearTimeout(timer);
      resolve(false);
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}
