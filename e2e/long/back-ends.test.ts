import { expect, test } from '@jest/globals';
import { createBackEnd } from '../../fixtures/backends/express/createBackEnd.js';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { EventPublisher } from '../kit/EventPublisher.js';
import { nginxDefaults } from '../kit/nginxDefaults.js';
import { NginxServer } from '../kit/NginxServer.js';
import type { LogEntry } from '../kit/page/LogEntry.js';
import type { RecordedRequest } from '../kit/RecordedRequest.js';
import type { ScriptedServer } from '../kit/ScriptedServer.js';
import type { Stage } from '../kit/Stage.js';
import type { Tab } from '../kit/Tab.js';

const path = '/events';
const credentials = [true, false] as const;

/** Where the stream is. */
interface BackEnd {
  /** What pages ask. */
  readonly origin: string;
  /** What sees the requests in the end. */
  readonly server: ScriptedServer;
  /** Publishes the next event: `event n`, with the ID n. */
  readonly publish: () => void;
}

const word = (entry: LogEntry): string =>
  entry.kind === 'event'
    ? `${entry.data}, ID ${entry.lastEventId}`
    : `${entry.kind} ${entry.readyState}`;

describeInBrowsers('a page of one origin and its stream of another', (kit) => {
  const startExpress = async (allowedOrigins: readonly string[]): Promise<BackEnd> => {
    const server = await kit.server();
    const { app, publish } = createBackEnd(new Set(allowedOrigins));
    server.serve(app);
    let count = 0;
    return { origin: server.origin, server, publish: () => publish(`event ${++count}`) };
  };

  const startNginx = async (
    allowedOrigins: readonly string[],
    server: ScriptedServer,
    changes: readonly (readonly [string, string])[] = [],
  ): Promise<string> => {
    const nginx = await NginxServer.start({ backEnd: server.origin, allowedOrigins, changes });
    kit.endLater(() => nginx.stop());
    return nginx.origin;
  };

  /** nginx before a server that knows nothing of other origins, nor of who stands before it. */
  const startBehindNginx = async (allowedOrigins: readonly string[]): Promise<BackEnd> => {
    const server = await kit.server();
    const publisher = new EventPublisher(server, path);
    const origin = await startNginx(allowedOrigins, server);
    return { origin, server, publish: () => publisher.publish() };
  };

  const isTried = (): boolean => {
    if (NginxServer.isInstalled || process.env['CI']) return true;
    console.warn('Not tried: apt-get install nginx');
    return false;
  };

  const listen = async (tab: Tab, { origin }: BackEnd): Promise<void> => {
    await tab.page.evaluate(() => {
      document.cookie = 'session=one';
    });
    for (const withCredentials of credentials) {
      await tab.listen(origin + path, { name: String(withCredentials), withCredentials });
    }
  };

  const untilAll = async (
    tabs: readonly Tab[],
    kind: LogEntry['kind'],
    count: number,
  ): Promise<void> => {
    await Promise.all(
      tabs.flatMap((tab) => credentials.map((name) => tab.until(String(name), kind, count))),
    );
  };

  const logsOf = (tab: Tab): Promise<string[][]> =>
    Promise.all(credentials.map(async (name) => (await tab.log(String(name))).map(word)));

  const requestsOf = (server: ScriptedServer, { server: site }: Stage): RecordedRequest[] =>
    server
      .exchanges(path)
      .map(({ request }) => request)
      .filter(({ headers }) => headers.origin === site.origin);

  /** With a drop, after which the server is asked to go on. */
  const compare = async (
    start: (allowedOrigins: readonly string[]) => Promise<BackEnd>,
  ): Promise<{ backEnd: BackEnd; native: Stage; shared: Stage }> => {
    const [native, shared] = [
      await kit.set(),
      // With one connection from the first page on.
      await kit.set({ worker: 'multiplex', multiplex: { join: 'live' } }),
    ];
    const backEnd = await start([native.server.origin, shared.server.origin]);
    const { server, publish } = backEnd;
    const tabs = [await native.openTab(), ...(await shared.openTabs(2))];
    await Promise.all(tabs.map((tab) => listen(tab, backEnd)));
    await untilAll(tabs, 'open', 1);
    publish();
    // Nothing else comes meanwhile: whoever waited for more would wait for ever.
    await untilAll(tabs, 'event', 1);
    const connected = server.connected(path);
    expect(connected).toHaveLength(4);
    for (const connection of connected) connection.destroy();
    publish();
    await untilAll(tabs, 'event', 2);
    publish();
    await untilAll(tabs, 'event', 3);

    const log = ['open 1', 'event 1, ID 1', 'error 0', 'open 1', 'event 2, ID 2', 'event 3, ID 3'];
    for (const tab of tabs) expect(await logsOf(tab)).toEqual([log, log]);
    for (const stage of [native, shared]) {
      const gets = requestsOf(server, stage).filter(({ method }) => method === 'GET');
      const seen = gets.map(({ cookie, lastEventId }) => [cookie, lastEventId]);
      expect(seen).toHaveLength(4);
      expect(seen).toEqual(
        expect.arrayContaining([
          ['session=one', undefined],
          [undefined, undefined],
          ['session=one', '1'],
          [undefined, '1'],
        ]),
      );
    }
    return { backEnd, native, shared };
  };

  const refuse = async (backEnd: BackEnd): Promise<void> => {
    const [native, shared] = [await kit.set(), await kit.set({ worker: 'multiplex' })];
    const tabs = [await native.openTab(), await shared.openControlledTab()] as const;
    await Promise.all(tabs.map((tab) => listen(tab, backEnd)));
    await untilAll(tabs, 'error', 1);
    expect(await logsOf(tabs[0])).toEqual([['error 2'], ['error 2']]);
    const refused = 'error 2';
    for (const log of await logsOf(tabs[1])) expect(new Set(log)).toEqual(new Set([refused]));
  };

  test('Express: has with the worker what it has without, resumes by preflight; others are refused', async () => {
    const { backEnd, native, shared } = await compare(startExpress);
    const preflights = (stage: Stage): unknown[] =>
      requestsOf(backEnd.server, stage)
        .filter(({ method }) => method === 'OPTIONS')
        .map(({ headers }) => headers['access-control-request-headers']);
    expect(preflights(native)).toEqual([]);
    // One for each credentials mode.
    expect(preflights(shared)).toEqual(['last-event-id', 'last-event-id']);
    await refuse(backEnd);
  });

  test('nginx: has with the worker what it has without, at once, and resumes; others are refused', async () => {
    if (!isTried()) return;
    const { backEnd } = await compare(startBehindNginx);
    // nginx answers them by itself.
    const methods = backEnd.server.exchanges(path).map(({ request }) => request.method);
    expect(new Set(methods)).toEqual(new Set(['GET']));
    await refuse(backEnd);
  });

  test('Express behind an nginx with its defaults, which buffer: has each event at once all the same', async () => {
    if (!isTried()) return;
    const stage = await kit.set({ worker: 'multiplex' });
    const { server, publish } = await startExpress([]);
    const origin = await startNginx([stage.server.origin], server, nginxDefaults);
    const tab = await stage.openControlledTab();
    const url = origin + path;
    await tab.listen(url);
    await tab.until(url, 'open', 1);
    publish();
    await tab.until(url, 'event', 1);
  });
});
