import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Builder, Capabilities } from 'selenium-webdriver';
import type { WebDriver } from 'selenium-webdriver';
import { Daemon } from './Daemon.js';
import { freePort } from './freePort.js';
import { WebKitTab } from './WebKitTab.js';

const driverPath = '/usr/bin/WebKitWebDriver';
const displayPath = '/usr/bin/Xvfb';

/** Milliseconds until the driver must answer. */
const deadline = 60_000;

/** WebKitGTK's MiniBrowser on a display of its own, driven through WebDriver. */
export class WebKitBrowser {
  readonly #driver: WebDriver;
  readonly #daemons: readonly Daemon[];
  readonly #home: string;
  #opened = 0;

  private constructor(driver: WebDriver, daemons: readonly Daemon[], home: string) {
    this.#driver = driver;
    this.#daemons = daemons;
    this.#home = home;
  }

  static get isInstalled(): boolean {
    return [driverPath, displayPath].every(existsSync);
  }

  static async launch(): Promise<WebKitBrowser> {
    const home = await mkdtemp(join(tmpdir(), 'webkit-'));
    const display = new Daemon(displayPath, [
      ...['-displayfd', '1', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'],
    ]);
    const number = await display.says(/^(\d+)$/m);
    const port = await freePort();
    const driver = new Daemon(driverPath, [`--port=${port}`, '--host=127.0.0.1'], {
      DISPLAY: `:${number}`,
      GDK_BACKEND: 'x11',
      HOME: home,
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
    });
    const daemons = [driver, display];
    try {
      const session = await connect(`http://127.0.0.1:${port}`);
      await session.manage().setTimeouts({ script: deadline, pageLoad: deadline });
      return new WebKitBrowser(session, daemons, home);
    } catch (error) {
      for (const daemon of daemons) await daemon.stop();
      await rm(home, { recursive: true, force: true });
      throw error;
    }
  }

  /** Opens a tab on the test page; done when its worker, if it has one, controls it. */
  async openTab(url: string): Promise<WebKitTab> {
    // The session begins with a tab.
    if (this.#opened++ > 0) await this.#driver.switchTo().newWindow('tab');
    await this.#driver.get(url);
    const tab = new WebKitTab(this.#driver, await this.#driver.getWindowHandle());
    await tab.ready();
    return tab;
  }

  async close(): Promise<void> {
    await this.#driver.quit();
    for (const daemon of this.#daemons) await daemon.stop();
    await rm(this.#home, { recursive: true, force: true });
  }
}

const connect = async (url: string): Promise<WebDriver> => {
  const end = performance.now() + deadline;
  for (;;) {
    try {
      await fetch(`${url}/status`);
      break;
    } catch (error) {
      if (performance.now() > end) throw error;
      await setTimeout(50);
    }
  }
  const capabilities = new Capabilities().setBrowserName('MiniBrowser');
  return new Builder().usingServer(url).withCapabilities(capabilities).build();
};
