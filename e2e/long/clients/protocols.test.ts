import { afterEach, expect, test } from '@jest/globals';
import { describeInBrowsers } from '../../kit/describeInBrowsers.js';
import type { LogEntry } from '../../kit/page/LogEntry.js';
import { ScriptedServer } from '../../kit/ScriptedServer.js';
import type { Tab } from '../../kit/Tab.js';

/** A service that a plain EventSource talks to, as its documentation says. */
interface Protocol {
  readonly rule: 'ably' | 'mercure';
  /** What the rule is called with. */
  readonly where: (origin: string) => string;
  readonly path: string;
  readonly query: string;
  /** The query parameter that says after which event a client stands. */
  readonly cursor: string;
  readonly block: (number: number) => string;
  readonly numberOf: (id: string) => number;
}

const protocols: readonly Protocol[] = [
  {
    rule: 'ably',
    where: (origin) => origin,
    path: '/sse',
    query: '?v=1.2&channels=news',
    cursor: 'lastEvent',
    block: (number) =>
      `id: e9fdw@1632-0!${number}:0\nevent: message\n` +
      `data: {"id":"${number}:0","channel":"news","name":"news","data":"event ${number}"}\n\n`,
    numberOf: (id) => Number(/!(\d+):0$/.exec(id)?.[1]),
  },
  {
    rule: 'mercure',
    where: (origin) => `${origin}/.well-known/mercure`,
    path: '/.well-known/mercure',
    query: '?topic=https%3A%2F%2Fexample.com%2Fnews',
    cursor: 'lastEventID',
    block: (number) => `id: urn:uuid:${number}\ndata: event ${number}\n\n`,
    numberOf: (id) => Number(id.split(':').at(-1)),
  },
];

const wordOf = (entry: LogEntry): string =>
  entry.kind === 'event' ? (/event \d+/.exec(entry.data)?.[0] ?? entry.data) : entry.kind;

const early = ['open', 'event 1', 'event 2', 'error', 'open', 'event 3', 'event 4'];
const late = early.filter((word) => word !== 'event 1');

describeInBrowsers('three tabs with an EventSource on a service of another origin', (kit) => {
  const services: ScriptedServer[] = [];

  afterEach(async () => {
    await Promise.all(services.splice(0).map((service) => service.close()));
  });

  const start = async ({ path, cursor, block, numberOf }: Protocol) => {
    const service = await ScriptedServer.start();
    services.push(service);
    const blocks: string[] = [];
    service.route(path, (exchange) => {
      const { request } = exchange;
      const id =
        new URL(request.url, service.origin).searchParams.get(cursor) ?? request.lastEventId;
      const missed = id === undefined ? [] : blocks.slice(numberOf(id));
      void exchange
        .open({ 'access-control-allow-origin': '*' })
        .write(`retry: 100\n\n${missed.join('')}`);
    });
    const publish = (): void => {
      const text = block(blocks.length + 1);
      blocks.push(text);
      for (const stream of service.connected(path)) void stream.write(text);
    };
    return { service, publish };
  };

  const tell = async (protocol: Protocol, hasRule: boolean): Promise<string[][]> => {
    const { rule, where, path, query } = protocol;
    const { service, publish } = await start(protocol);
    const connections = hasRule ? 1 : 3;
    const untilConnected = (): Promise<void> => service.untilConnected(path, connections);
    const stage = await kit.set(
      hasRule ? { worker: 'providers', providers: [[rule, where(service.origin)]] } : {},
    );
    await stage.openTab();
    const url = `${service.origin}${path}${query}`;
    const listen = async (tab: Tab): Promise<void> => {
      await tab.listen(url);
      await tab.until(url, 'open', 1);
    };
    const tabs = await stage.openTabs(2);
    await Promise.all(tabs.map(listen));
    publish();
    await Promise.all(tabs.map((tab) => tab.until(url, 'event', 1)));
    const third = await stage.openTab();
    await listen(third);
    publish();
    await Promise.all([...tabs, third].map((tab) => tab.untilCount(url, 'open', 1)));
    await Promise.all(tabs.map((tab) => tab.until(url, 'event', 2)));
    await third.until(url, 'event', 1);
    await untilConnected();

    for (const connection of service.connected(path)) connection.destroy();
    publish();
    await Promise.all([...tabs, third].map((tab) => tab.until(url, 'open', 2)));
    await Promise.all(tabs.map((tab) => tab.until(url, 'event', 3)));
    publish();
    await Promise.all(tabs.map((tab) => tab.until(url, 'event', 4)));
    await third.until(url, 'event', 3);
    await untilConnected();
    // Nobody has asked whether a header is allowed.
    expect(service.exchanges(path).every(({ request }) => request.method === 'GET')).toBe(true);
    const logs = await Promise.all([...tabs, third].map((tab) => tab.log(url)));
    return logs.map((log) => log.map(wordOf));
  };

  test.each(protocols)(
    '$rule: see the same by its rule as without a worker, over one connection',
    async (protocol) => {
      const [native, ruled] = await Promise.all([tell(protocol, false), tell(protocol, true)]);
      expect(native).toEqual([early, early, late]);
      expect(ruled).toEqual(native);
    },
  );
});
