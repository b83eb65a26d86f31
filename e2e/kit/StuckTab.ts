import type { ScriptedServer } from './ScriptedServer.js';
import type { Tab } from './Tab.js';

/** A tab that does nothing, until it is released. */
export class StuckTab {
  readonly tab: Tab;
  readonly release: () => Promise<void>;

  private constructor(tab: Tab, release: () => Promise<void>) {
    this.tab = tab;
    this.release = release;
  }

  /**
   * Its script runs in a loop, which asks the server now and then whether it is released.
   *
   * @param period - milliseconds from one time to the next
   */
  static async busy(tab: Tab, server: ScriptedServer, period = 1000): Promise<StuckTab> {
    const path = '/stuck';
    let isReleased = false;
    server.route(path, (exchange) => exchange.respond(isReleased ? 204 : 404));
    const loop = tab.page.evaluate(
      (url, milliseconds) => {
        for (;;) {
          const request = new XMLHttpRequest();
          request.open('GET', url, false);
          request.send();
          if (request.status !== 404) return;
          // In Firefox other things happen while a script waits for an answer.
          for (const end = Date.now() + milliseconds; Date.now() < end;);
        }
      },
      path,
      period,
    );
    // A test that fails does not wait for its end.
    loop.catch(() => undefined);
    await server.request(path);
    return new StuckTab(tab, async () => {
      isReleased = true;
      await loop;
    });
  }

  /** In Chromium: frozen, as hidden tabs are to save energy. */
  static async frozen(tab: Tab): Promise<StuckTab> {
    const session = await tab.page.createCDPSession();
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    return new StuckTab(tab, async () => {
      await session.send('Page.setWebLifecycleState', { state: 'active' });
      await session.detach();
    });
  }
}
