import { afterEach, expect, test } from '@jest/globals';
import { LaunchDarklyBackEnd } from '../../fixtures/clients/launchdarkly/backEnd.js';
import { SplitBackEnd } from '../../fixtures/clients/split/backEnd.js';
import { buildClientPage } from '../kit/buildClientPage.js';
import type { WorkerName } from '../kit/buildWorker.js';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { ScriptedServer } from '../kit/ScriptedServer.js';
import type { Tab } from '../kit/Tab.js';

const clients = {
  launchdarkly: { BackEnd: LaunchDarklyBackEnd, fetchesPerStream: 0 },
  // Once before it opens its stream, once when that is open, and the same again after a drop.
  split: { BackEnd: SplitBackEnd, fetchesPerStream: 2 },
} as const;

/** What three tabs saw of a flag, the third of which has come late, and what it cost the service. */
interface Story {
  readonly lines: readonly (readonly string[])[];
  readonly connections: number;
  readonly connectionsAfterDrop: number;
  /** Methods of all requests for the stream: no preflight, if it is GET alone. */
  readonly methods: readonly string[];
  /** How many URLs the stream was asked for by. */
  readonly urls: number;
}

describeInBrowsers('three tabs with the same feature flags of a service', (kit) => {
  const services: ScriptedServer[] = [];

  afterEach(async () => {
    await Promise.all(services.splice(0).map((service) => service.close()));
  });

  /**
   * Two tabs, the first change; a third tab, the second change; the service drops every connection and
   * has the third change meanwhile; all come back, the fourth change.
   */
  const tellStory = async (client: keyof typeof clients, worker?: WorkerName): Promise<Story> => {
    const stage = await kit.set({ page: buildClientPage(client), ...(worker && { worker }) });
    const service = await ScriptedServer.start();
    services.push(service);
    const { BackEnd, fetchesPerStream } = clients[client];
    const { path, handle, publish } = new BackEnd();
    service.serve(handle);
    const url = new URL(stage.url);
    url.searchParams.set('backEnd', service.origin);
    const untilAll = async (tabs: readonly Tab[], line: string): Promise<void> => {
      await Promise.all(tabs.map((tab) => tab.untilLine(line)));
    };
    const fetches = (): number =>
      service.exchanges('/splitChanges').filter(({ request }) => request.method === 'GET').length;
    let fetchesBefore = 0;
    /** What Split's client has missed before, it fetches when the stream opens. */
    const untilStreaming = async (tabs: number): Promise<void> => {
      const expected = fetchesBefore + tabs * fetchesPerStream;
      await service.until(`${expected} fetches of flags`, () => fetches() >= expected);
    };
    const connections = async (): Promise<number> => {
      const expected = worker ? 1 : 3;
      const count = (): number => service.connected(path).length;
      await service.until(`${expected} connection(s)`, () => count() === expected);
      return count();
    };

    const early = await stage.openTabs(2, url.href);
    await untilAll(early, 'event 0');
    await untilStreaming(2);
    publish('event 1');
    await untilAll(early, 'event 1');

    fetchesBefore = fetches();
    const tabs = [...early, await stage.openTab(url.href)];
    await untilAll(tabs, 'event 1');
    await untilStreaming(1);
    publish('event 2');
    await untilAll(tabs, 'event 2');
    const before = await connections();

    fetchesBefore = fetches();
    for (const connection of service.connected(path)) connection.destroy();
    publish('event 3');
    await untilAll(tabs, 'event 3');
    await untilStreaming(3);
    publish('event 4');
    await untilAll(tabs, 'event 4');
    const requests = service.exchanges(path).map(({ request }) => request);
    return {
      lines: await Promise.all(tabs.map((tab) => tab.untilLine('event 4'))),
      connections: before,
      connectionsAfterDrop: await connections(),
      methods: [...new Set(requests.map(({ method }) => method))],
      urls: new Set(requests.map((request) => request.url)).size,
    };
  };

  const tellBoth = (client: keyof typeof clients): Promise<Story[]> =>
    Promise.all([tellStory(client), tellStory(client, 'clients')]);

  const changes = ['event 1', 'event 2', 'event 3', 'event 4'];

  test('launchdarkly: one connection instead of three; the late tab has all flags at once', async () => {
    const [native, shared] = await tellBoth('launchdarkly');
    const early = ['stale', 'event 0', ...changes];
    expect(native).toEqual({
      lines: [early, early, ['stale', ...changes]],
      connections: 3,
      connectionsAfterDrop: 3,
      methods: ['GET'],
      urls: 1,
    });
    expect(shared).toEqual({
      // From the shared connection's start: the flags as they were then, and every change since.
      lines: [early, early, early],
      connections: 1,
      connectionsAfterDrop: 1,
      methods: ['GET'],
      urls: 1,
    });
  });

  test('split: one connection instead of three, although every tab has another token', async () => {
    const [native, shared] = await tellBoth('split');
    const lines = [['event 0', ...changes], ['event 0', ...changes], changes];
    expect(native).toEqual({
      lines,
      connections: 3,
      connectionsAfterDrop: 3,
      methods: ['GET'],
      urls: 6,
    });
    expect(shared).toEqual({
      lines,
      connections: 1,
      connectionsAfterDrop: 1,
      methods: ['GET'],
      urls: 2,
    });
  });
});
