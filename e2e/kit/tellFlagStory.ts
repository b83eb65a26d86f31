import type { RequestListener } from 'node:http';
import { GrowthBookBackEnd } from '../../fixtures/clients/growthbook/backEnd.js';
import { LaunchDarklyBackEnd } from '../../fixtures/clients/launchdarkly/backEnd.js';
import { SplitBackEnd } from '../../fixtures/clients/split/backEnd.js';
import { buildClientPage } from './buildClientPage.js';
import type { BrowserKit } from './describeInBrowsers.js';
import type { Exchange } from './Exchange.js';
import { ScriptedServer } from './ScriptedServer.js';
import type { SiteOptions } from './Site.js';
import type { Tab } from './Tab.js';

/** A service with one flag, as much of it as its SDK needs. */
interface FlagBackEnd {
  /** Path of the stream. */
  readonly path: string;
  readonly handle: RequestListener;
  readonly publish: (value: string) => void;
}

const services: Readonly<
  Record<
    FlagStoryOptions['client'],
    { readonly BackEnd: new () => FlagBackEnd; readonly fetchesPerStream: number }
  >
> = {
  growthbook: { BackEnd: GrowthBookBackEnd, fetchesPerStream: 0 },
  launchdarkly: { BackEnd: LaunchDarklyBackEnd, fetchesPerStream: 0 },
  // Once before it opens its stream, once when that is open, and the same again after a drop.
  split: { BackEnd: SplitBackEnd, fetchesPerStream: 2 },
};

export interface FlagStoryOptions {
  readonly client: 'growthbook' | 'launchdarkly' | 'split';
  /** The pages' worker, by the origin of the service; none by default. */
  readonly workerFor?: (origin: string) => Pick<SiteOptions, 'worker' | 'providers'>;
  /** How many connections the service has to have for the three tabs. */
  readonly connections: number;
}

/** What three tabs saw of a flag, the third of which has come late, and what it cost the service. */
export interface FlagStory {
  readonly lines: readonly (readonly string[])[];
  readonly connections: number;
  readonly connectionsAfterDrop: number;
  /** Methods of all requests for the stream: no preflight, if it is GET alone. */
  readonly methods: readonly string[];
  /** How many URLs the stream was asked for by. */
  readonly urls: number;
}

/**
 * Two tabs, the first change; a third tab, the second change; the service drops every connection and
 * has the third change meanwhile; all come back, the fourth change.
 */
export const tellFlagStory = async (
  kit: BrowserKit,
  { client, workerFor, connections }: FlagStoryOptions,
): Promise<FlagStory> => {
  const service = await ScriptedServer.start();
  try {
    const { BackEnd, fetchesPerStream } = services[client];
    const { path, handle, publish } = new BackEnd();
    service.serve(handle);
    const stage = await kit.set({
      page: buildClientPage(client),
      ...workerFor?.(service.origin),
    });
    const url = new URL(stage.url);
    url.searchParams.set('backEnd', service.origin);
    const untilAll = async (tabs: readonly Tab[], line: string): Promise<void> => {
      await Promise.all(tabs.map((tab) => tab.untilLine(line)));
    };
    const fetches = (): number =>
      service.exchanges('/splitChanges').filter(({ request }) => request.method === 'GET').length;
    let fetchesBefore = 0;
    /** What Split's client has missed before, it fetches when the stream opens. */
    const untilStreaming = async (tabs: readonly Tab[]): Promise<void> => {
      if (client === 'growthbook') await untilAll(tabs, 'open');
      const expected = fetchesBefore + tabs.length * fetchesPerStream;
      await service.until(`${expected} fetches of flags`, () => fetches() >= expected);
    };
    const streams = (): readonly Exchange[] =>
      service.connected(path).filter(({ request }) => request.method === 'GET');
    const untilConnections = async (): Promise<number> => {
      await service.until(`${connections} connection(s)`, () => streams().length === connections);
      return streams().length;
    };

    const early = await stage.openTabs(2, url.href);
    await untilAll(early, 'event 0');
    await untilStreaming(early);
    publish('event 1');
    await untilAll(early, 'event 1');

    fetchesBefore = fetches();
    const late = await stage.openTab(url.href);
    const tabs = [...early, late];
    await untilAll(tabs, 'event 1');
    await untilStreaming([late]);
    publish('event 2');
    await untilAll(tabs, 'event 2');
    const before = await untilConnections();

    fetchesBefore = fetches();
    for (const connection of streams()) connection.destroy();
    publish('event 3');
    await untilAll(tabs, 'event 3');
    await untilStreaming(tabs);
    publish('event 4');
    await untilAll(tabs, 'event 4');
    const requests = service.exchanges(path).map(({ request }) => request);
    return {
      lines: await Promise.all(tabs.map((tab) => tab.untilLine('event 4'))),
      connections: before,
      connectionsAfterDrop: await untilConnections(),
      methods: [...new Set(requests.map(({ method }) => method))],
      urls: new Set(requests.map((request) => request.url)).size,
    };
  } finally {
    await service.close();
  }
};
