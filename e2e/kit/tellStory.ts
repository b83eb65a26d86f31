import { buildClientPage } from './buildClientPage.js';
import type { ClientName } from './buildClientPage.js';
import type { BrowserKit } from './describeInBrowsers.js';
import type { ScriptedServer } from './ScriptedServer.js';
import type { Tab } from './Tab.js';

/** What a client's server does for a story. */
export interface StoryServer {
  /** Path of the stream. */
  readonly path: string;
  /** Sends the next event to whoever is connected; the client's page notes it as `event n`. */
  readonly publish: () => void;
  /** Whether a client that comes back is sent what it has missed. Default true. */
  readonly resumes?: boolean;
}

export interface StoryOptions {
  readonly client: ClientName;
  readonly start: (server: ScriptedServer) => StoryServer;
  /** Whether the pages have the worker of fixtures/workers/clients.ts. */
  readonly hasWorker: boolean;
  /** Instead: rules that the worker of fixtures/workers/providers.ts has, and nothing else. */
  readonly providers?: readonly (readonly [string, string])[];
  /** How many connections the server has to have for the three tabs. */
  readonly connections: number;
  /** A word in the query of the page's URL, which tells the client how to work. */
  readonly mode?: string;
}

/** What three tabs with the same client saw, and what it cost. */
export interface Story {
  /** By tab: what its client told it. The third tab has come late. */
  readonly lines: readonly (readonly string[])[];
  /** How many requests for the stream the worker has answered. */
  readonly answers: number;
}

/**
 * Two tabs, the first event; a third tab, the second event; the server drops every connection and has
 * the third event meanwhile; all come back, the fourth event. Fails if the server has not the number of
 * connections that it has to have, before and after the drop.
 */
export const tellStory = async (
  kit: BrowserKit,
  { client, start, hasWorker, providers, connections, mode }: StoryOptions,
): Promise<Story> => {
  const page = buildClientPage(client);
  const stage = await kit.set({
    page,
    ...(hasWorker && (providers ? { worker: 'providers', providers } : { worker: 'clients' })),
  });
  const { server } = stage;
  const { path, publish, resumes = true } = start(server);
  const url = new URL(stage.url);
  if (mode) url.searchParams.set(mode, '');
  const untilAll = async (tabs: readonly Tab[], line: string, times = 1): Promise<void> => {
    await Promise.all(tabs.map((tab) => tab.untilLine(line, times)));
  };
  /** A connection that was just given up may still be there for a moment. */
  const untilConnections = (): Promise<void> => server.untilConnected(path, connections);

  const early = await stage.openTabs(2, url.href);
  await untilAll(early, 'open');
  publish();
  await untilAll(early, 'event 1');

  const late = await stage.openTab(url.href);
  const tabs = [...early, late];
  await untilAll(tabs, 'open');
  publish();
  await untilAll(tabs, 'event 2');
  await untilConnections();

  for (const connection of server.connected(path)) connection.destroy();
  if (resumes) publish();
  await untilAll(tabs, 'open', 2);
  if (!resumes) publish();
  await untilAll(tabs, 'event 3');
  publish();
  await untilAll(tabs, 'event 4');
  await untilConnections();
  return {
    lines: await Promise.all(tabs.map((tab) => tab.untilLine('event 4'))),
    answers: hasWorker ? (await late.observeWorker(path)).answers : 0,
  };
};
