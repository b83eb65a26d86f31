import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { SplitBackEnd } from '../../fixtures/clients/split/backEnd.js';
import { buildClientPage } from '../kit/buildClientPage.js';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import type { ScriptedServer } from '../kit/ScriptedServer.js';
import type { Tab } from '../kit/Tab.js';
import { rootFolder } from '../../scripts/lib/rootFolder.mjs';

/** The files of a worker that shares nothing but Split's streams, by name. */
const generated = new Map<string, string>();

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'generated-'));
  const config = {
    swDest: join(folder, 'sw.js'),
    globDirectory: folder,
    skipWaiting: true,
    clientsClaim: true,
    mode: 'development',
    sourcemap: false,
  };
  const code = `
    import { generateSW } from 'workbox-build';
    import { withEventStreams } from 'workbox-sse-build';
    const options = { multiplex: false, providers: ['split'] };
    await generateSW(withEventStreams(${JSON.stringify(config)}, options));
  `;
  try {
    execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: rootFolder,
      stdio: 'pipe',
    });
    for (const name of readdirSync(folder)) {
      generated.set(name, readFileSync(join(folder, name), 'utf8'));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 300_000);

/** How many GET requests there were for a path. */
const gets = (service: ScriptedServer, path: string): number =>
  service.exchanges(path).filter(({ request }) => request.method === 'GET').length;

describeInBrowsers('a rule of a provider', (kit) => {
  const startSplit = async () => {
    const service = await kit.server();
    const { path, handle, publish } = new SplitBackEnd();
    service.serve(handle);
    return { service, path, publish };
  };

  /** Two fetches of each tab: before its stream is there, and when it is. */
  const untilStreaming = async (service: ScriptedServer, tabs: readonly Tab[]): Promise<void> => {
    await Promise.all(tabs.map((tab) => tab.untilLine('event 0')));
    const expected = 2 * tabs.length;
    await service.until(`${expected} fetches`, () => gets(service, '/splitChanges') >= expected);
  };

  test('has ten tabs share a stream of another origin, each of which has its own token', async () => {
    const { service, path, publish } = await startSplit();
    const stage = await kit.set({
      page: buildClientPage('split'),
      worker: 'providers',
      providers: [['split', service.origin]],
    });
    const tabs = await stage.openTabs(10, `${stage.url}&backEnd=${service.origin}`);
    await untilStreaming(service, tabs);
    publish('event 1');
    const lines = await Promise.all(tabs.map((tab) => tab.untilLine('event 1')));
    expect(lines).toEqual(tabs.map(() => ['event 0', 'event 1']));
    expect(gets(service, '/v2/auth')).toBe(10);
    expect(gets(service, path)).toBe(1);
  });

  test('does the same in a worker that generateSW has made, by name', async () => {
    const { service, path, publish } = await startSplit();
    const stage = await kit.set({ page: buildClientPage('split') });
    for (const [name, text] of generated) {
      const here = text.replaceAll('https://streaming.split.io', service.origin);
      stage.server.file(`/${name}`, 'text/javascript', here);
    }
    const tabs = await stage.openTabs(3, `${stage.url}&worker=/sw.js&backEnd=${service.origin}`);
    await untilStreaming(service, tabs);
    publish('event 1');
    await Promise.all(tabs.map((tab) => tab.untilLine('event 1')));
    expect(gets(service, path)).toBe(1);
  });

  test('of a Mercure hub resumes by its query parameter, and shares by its topics', async () => {
    const hub = '/.well-known/mercure';
    const stage = await kit.set({ worker: 'providers', providers: [['mercure', hub]] });
    const { server } = stage;
    const blocks: string[] = [];
    server.route(hub, (exchange) => {
      const { searchParams } = new URL(exchange.request.url, server.origin);
      const position = searchParams.get('lastEventID') ?? exchange.request.lastEventId;
      const missed = position === undefined ? [] : blocks.slice(Number(position.split(':').at(-1)));
      void exchange.open().write(`retry: 100\n\n${missed.join('')}`);
    });
    const publish = (): void => {
      const number = blocks.length + 1;
      blocks.push(`id: urn:uuid:${number}\ndata: event ${number}\n\n`);
      for (const stream of server.connected(hub)) void stream.write(blocks.at(-1) ?? '');
    };
    const url = `${hub}?topic=messages`;
    const tabs = await stage.openTabs(3);
    await Promise.all(
      tabs.map(async (tab) => {
        await tab.listen(url, { withCredentials: true });
        await tab.until(url, 'open', 1);
      }),
    );
    await tabs[0]?.listen(`${hub}?topic=others`, { withCredentials: true });
    await server.untilConnected(hub, 2);
    publish();
    await Promise.all(tabs.map((tab) => tab.untilData(url, 'event 1')));
    for (const stream of server.connected(hub)) stream.destroy();
    publish();
    const data = await Promise.all(tabs.map((tab) => tab.untilData(url, 'event 2')));
    expect(data).toEqual(tabs.map(() => ['event 1', 'event 2']));
    await server.untilConnected(hub, 2);
    const resumed = server.exchanges(hub).map(({ request }) => request);
    const returns = resumed.filter((request) => request.url.includes('topic=messages')).slice(1);
    expect(returns.map((request) => request.url)).toEqual([
      `${url}&lastEventID=${encodeURIComponent('urn:uuid:1')}`,
    ]);
  });
});
