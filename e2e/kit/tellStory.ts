import type { WorkerName } from './buildWorker.js';
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
}

/** What three tabs with the same client saw, and what it cost the server. */
export interface Story {
  /** By tab: what its client told it. The third tab has come late. */
  readonly lines: readonly (readonly string[])[];
  /** How many connections the server had for the three tabs. */
  readonly connections: number;
  /** How many it had when all were back after it had dropped them. */
  readonly connectionsAfterDrop: number;
}

/**
 * Two tabs, the first event; a third tab, the second event; the server drops every connection and has
 * the third event meanwhile; all come back, the fourth event.
 */
export const tellStory = async (
  kit: BrowserKit,
  client: ClientName,
  start: (server: ScriptedServer) => StoryServer,
  worker?: WorkerName,
): Promise<Story> => {
  const stage = await kit.set({ page: buildClientPage(client), ...(worker && { worker }) });
  const { server } = stage;
  const { path, publish } = start(server);
  const untilAll = async (tabs: readonly Tab[], line: string, times = 1): Promise<void> => {
    await Promise.all(tabs.map((tab) => tab.untilLine(line, times)));
  };
  /** A connection that the worker has just given up may still be there for a moment. */
  const connections = async (): Promise<number> => {
    const expected = worker ? 1 : 3;
    const count = (): number => server.connected(path).length;
    await server.until(`${expected} connection(s) for ${path}`, () => count() === expected);
    return count();
  };

  const early = await stage.openTabs(2);
  await untilAll(early, 'open');
  publish();
  await untilAll(early, 'event 1');

  const tabs = [...early, await stage.openTab()];
  await untilAll(tabs, 'open');
  publish();
  await untilAll(tabs, 'event 2');
  const before = await connections();

  for (const connection of server.connected(path)) connection.destroy();
  publish();
  await untilAll(tabs, 'open', 2);
  await untilAll(tabs, 'event 3');
  publish();
  await untilAll(tabs, 'event 4');
  return {
    lines: await Promise.all(tabs.map((tab) => tab.untilLine('event 4'))),
    connections: before,
    connectionsAfterDrop: await connections(),
  };
};
