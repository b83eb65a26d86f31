import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserName } from '../e2e/kit/BrowserName.js';
import { Daemon } from '../e2e/kit/Daemon.js';
import { findBrowser } from '../scripts/browsers/findBrowser.mjs';

/** So that Firefox shows nothing but the page and lets it open tabs. */
const firefoxPreferences = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.tabs.unloadOnLowMemory': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.disable_open_during_load': false,
  'network.captive-portal-service.enabled': false,
  'termsofuse.acceptedVersion': 999,
};

const chromeArguments = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-popup-blocking',
  '--disable-sync',
];

/**
 * A browser process with a profile of its own and nobody attached to it. A debugger keeps Chromium's
 * workers alive, so that nothing about their lives could be seen with one.
 */
export class UnattendedBrowser {
  readonly #process: Daemon;
  readonly #profile: string;

  private constructor(process: Daemon, profile: string) {
    this.#process = process;
    this.#profile = profile;
  }

  static async start(name: BrowserName, url: string): Promise<UnattendedBrowser> {
    const path = findBrowser(name);
    const profile = await mkdtemp(join(tmpdir(), 'soak-'));
    if (name === 'firefox') await writeFile(join(profile, 'user.js'), userScript());
    const args =
      name === 'firefox'
        ? ['--headless', '--no-remote', '--profile', profile, url]
        : [...chromeArguments, `--user-data-dir=${profile}`, url];
    return new UnattendedBrowser(new Daemon(path, args, { HOME: profile }), profile);
  }

  /** Of the process that has started all others of the browser's. */
  get pid(): number {
    return this.#process.pid;
  }

  async stop(): Promise<void> {
    await this.#process.stop();
    // Children of the process may still be writing.
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

const userScript = (): string =>
  Object.entries(firefoxPreferences)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
