import { expect, test } from '@jest/globals';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { EventPublisher } from '../kit/EventPublisher.js';
import { freePort } from '../kit/freePort.js';
import { NginxServer } from '../kit/NginxServer.js';
import { nginxDefaults } from '../kit/nginxDefaults.js';
import type { ScriptedServer } from '../kit/ScriptedServer.js';
import type { Tab } from '../kit/Tab.js';

/** The first warning in the console of the tab's worker that contains this. */
const warningOf = (tab: Tab, part: string): Promise<string> =>
  tab.askWorker({ warning: part }, `a warning with "${part}"`);

describeInBrowsers('a stream that fails, by a development build,', (kit) => {
  /** A stream that the server keeps open. Firefox looks at its headers only when a byte has come. */
  const serve = (server: ScriptedServer, path: string, headers: Record<string, string>): string => {
    server.route(path, (exchange) => void exchange.open(headers).write(':\n\n'));
    return server.origin + path;
  };

  const modes = (server: ScriptedServer, path: string): unknown[] =>
    server.exchanges(path).map(({ request }) => request.headers['sec-fetch-mode']);

  test('has its cause and what would mend it in the console, and the server is asked once more', async () => {
    const stage = await kit.set({ worker: 'multiplex', build: 'development' });
    const { origin } = stage.server;
    const other = await kit.server();
    const tab = await stage.openControlledTab();

    const unreachable = `http://127.0.0.1:${await freePort()}/events`;
    const refused = serve(other, '/refused', {});
    const wildcard = serve(other, '/wildcard', { 'access-control-allow-origin': '*' });
    const page = `${origin}/page`;
    stage.server.file('/page', 'text/html', 'No such page.');
    const missing = `${origin}/missing`;
    const resumed = `${other.origin}/resumed`;
    other.route('/resumed', (exchange, attempt) => {
      if (exchange.request.method === 'OPTIONS') {
        exchange.respond(403);
        return;
      }
      void exchange
        .open({ 'access-control-allow-origin': origin })
        .write('retry: 100\nid: 1\ndata: event 1\n\n');
      if (attempt === 1) exchange.end();
    });

    for (const url of [unreachable, refused, page, missing, resumed]) await tab.listen(url);
    await tab.listen(wildcard, { withCredentials: true });
    const sentences = [
      [unreachable, 'could not be reached: no server'],
      [refused, `may not be read by pages of ${origin}`, `Access-Control-Allow-Origin: ${origin}`],
      [wildcard, 'without cookies only', `Access-Control-Allow-Origin: ${origin}, not with *`],
      [page, 'Content-Type: text/html', 'Content-Type: text/event-stream'],
      [missing, 'status 404'],
      [resumed, 'refuses the Last-Event-ID header of a worker', 'Access-Control-Allow-Headers'],
    ] as const;
    for (const [url, ...parts] of sentences) {
      const warning = await warningOf(tab, `${url} `);
      for (const part of parts) expect(warning).toContain(part);
    }
    const looks = ['/refused', '/wildcard']
      .flatMap((path) => other.exchanges(path))
      .filter(({ request }) => request.headers['sec-fetch-mode'] === 'no-cors');
    // In Chromium the worker itself looks whether the server is there, before it leaves a page to the browser.
    expect(looks).toHaveLength(kit.browserName === 'chrome' ? 4 : 2);
    await other.until('an end of what was only looked at', () =>
      looks.every(({ state }) => state === 'left'),
    );
  });

  test('for the headers that a plugin adds has that in the console', async () => {
    const stage = await kit.set({ worker: 'plugins', build: 'development' });
    const other = await kit.server();
    const allowed = { 'access-control-allow-origin': stage.server.origin };
    other.route('/events', (exchange) => {
      if (exchange.request.method === 'OPTIONS') exchange.respond(403);
      else void exchange.open(allowed).write(':\n\n');
    });
    const tab = await stage.openControlledTab();
    const url = `${other.origin}/events`;
    await tab.listen(url);
    const warning = await warningOf(tab, `${url} may be read, but not with the headers`);
    expect(warning).toContain('Access-Control-Allow-Headers');
  });

  test('that is kept back on its way has that in the console', async () => {
    if (!NginxServer.isInstalled && !process.env['CI']) {
      console.warn('Not tried: apt-get install nginx');
      return;
    }
    const stage = await kit.set({ worker: 'multiplex', build: 'development' });
    const backEnd = await kit.server();
    const publisher = new EventPublisher(backEnd, '/events');
    const nginx = await NginxServer.start({
      backEnd: backEnd.origin,
      allowedOrigins: [stage.server.origin],
      changes: nginxDefaults,
    });
    kit.endLater(() => nginx.stop());
    const tab = await stage.openControlledTab();
    const url = `${nginx.origin}/events`;
    await tab.listen(url);
    await backEnd.request('/events');
    publisher.publish();
    const warning = await warningOf(tab, url);
    expect(warning).toContain('has sent nothing in 10 seconds');
    expect(warning).toContain('X-Accel-Buffering: no');
  });

  test('has nothing in the console of a production build, nor is the server asked for it', async () => {
    const stage = await kit.set({ worker: 'multiplex' });
    const other = await kit.server();
    const url = serve(other, '/events', {});
    const tab = await stage.openControlledTab();
    await tab.listen(url);
    await tab.until(url, 'error', 1);
    // The browser asks as well. In Chromium the worker looks first whether the server is there, and whether
    // the error has passed.
    const isChromium = kit.browserName === 'chrome';
    expect(modes(other, '/events')).toEqual(
      isChromium ? ['cors', 'no-cors', 'cors', 'cors'] : ['cors', 'cors'],
    );
  });
});
