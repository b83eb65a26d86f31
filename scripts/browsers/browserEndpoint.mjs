import { mkdtempSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from './launchBrowser.mjs';

/** @typedef {{ endpoint: string, process: import('node:child_process').ChildProcess }} RunningBrowser */

/** @type {Map<string, Promise<RunningBrowser>>} */
const running = new Map();

/**
 * Where a browser of this process can be connected to. It is started when it is first asked for with these
 * settings, or has ended since, and lives until this process exits, which it does not hold up. Its profile
 * stays in the folder that `BROWSER_PROFILES` names, beside a file `<process id>.pid`: whoever removes the
 * folder ends the browsers of processes that were killed.
 *
 * @param {'chrome' | 'firefox'} name
 * @param {import('./launchBrowser.mjs').FirefoxPrefs} [firefoxPrefs]
 * @returns {Promise<string>} a WebSocket's URL
 */
export async function browserEndpoint(name, firefoxPrefs = {}) {
  const key = `${name} ${name === 'firefox' ? JSON.stringify(firefoxPrefs) : ''}`;
  const known = await running.get(key)?.catch(() => undefined);
  if (known?.process.exitCode === null && known.process.signalCode === null) return known.endpoint;
  const started = start(name, firefoxPrefs);
  running.set(key, started);
  return (await started).endpoint;
}

/**
 * @param {'chrome' | 'firefox'} name
 * @param {import('./launchBrowser.mjs').FirefoxPrefs} firefoxPrefs
 * @returns {Promise<RunningBrowser>}
 */
async function start(name, firefoxPrefs) {
  const folder = process.env['BROWSER_PROFILES'];
  const profile = mkdtempSync(join(folder ?? tmpdir(), `${name}-`));
  const browser = await launchBrowser(name, { firefoxPrefs, profile });
  // From here on only Puppeteer's listener for this process's exit holds it: it ends the browser.
  const [child, endpoint] = [browser.process(), browser.wsEndpoint()];
  if (!child) throw new Error(`${name} was started without a process.`);
  if (folder !== undefined) writeFileSync(join(folder, `${child.pid}.pid`), profile);
  await browser.disconnect();
  child.unref();
  for (const stream of child.stdio) if (stream instanceof Socket) stream.unref();
  return { endpoint, process: child };
}
