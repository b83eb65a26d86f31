import { expect, test } from '@jest/globals';
import type { BrowserKit } from '../kit/describeInBrowsers.js';
import type { Tab } from '../kit/Tab.js';
import { IdentityServer } from './IdentityServer.js';
import { type Client, type Pair, pairs } from './pairs.js';
import { usersIn } from './usersIn.js';

/** Two tabs ask for the same path, and something tells them apart, or nothing. */
export const testKeys = (kit: BrowserKit): void => {
  const open = async (tab: Tab, url: string, client: Client): Promise<void> => {
    const { init, withCredentials = false, is } = client;
    if (init) {
      const { headers = {}, ...rest } = init;
      await tab.read(url, headers, rest);
      await tab.untilRead(url, `: ${is} `);
    } else {
      await tab.listen(url, { withCredentials });
      await tab.untilData(url, is);
    }
  };

  const stop = (tab: Tab, url: string, { init }: Client): Promise<void> =>
    init ? tab.stopReading(url) : tab.stop(url);

  const seenBy = async (tab: Tab, url: string, { init, is }: Client): Promise<string[]> =>
    usersIn(init ? await tab.untilRead(url, is) : await tab.log(url));

  test('what is his alone, whatever tells two tabs apart', async () => {
    const paths = pairs.map((_, index) => `/events-${index}`);
    const streams = Object.fromEntries(
      paths.map((path, index) => [path, { linger: 0, ...pairs[index]?.options }] as const),
    );
    const stage = await kit.set({ worker: 'identity', streams });
    const { server: other } = await kit.set();
    const sites = [new IdentityServer(stage.server), new IdentityServer(other)];
    const tabs = (await stage.openTabs(2)) as [Tab, Tab];
    await tabs[0].request('/login?user=anna');

    const seen: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    const show = async (pair: Pair, path: string): Promise<void> => {
      const both = sites.map((site) => site.stream(path));
      stage.server.route(`/redirected${path}`, (exchange) => {
        exchange.redirect(`${other.origin}${path}`);
      });
      const urlOf = ({ at = 'own', query = '' }: Client): string =>
        ({
          own: `${stage.server.origin}${path}`,
          other: `${other.origin}${path}`,
          redirected: `${stage.server.origin}/redirected${path}`,
        })[at] + query;
      const clients = [pair.one, pair.other].map(
        (client, tab) => [tabs[tab] as Tab, urlOf(client), client] as const,
      );
      for (const [tab, url, client] of clients) await open(tab, url, client);
      seen[pair.name] = {
        users: await Promise.all(clients.map((client) => seenBy(...client))),
        connected: both.flatMap(({ connected }) => connected).length,
      };
      expected[pair.name] = {
        users: clients.map(([, , { is }]) => [is]),
        connected: pair.connections,
      };
      await Promise.all(clients.map((client) => stop(...client)));
    };
    const cast = pairs.map((pair, index) => [pair, paths[index] ?? ''] as const);
    // Two at a time: they share the six connections to a host.
    for (let index = 0; index < cast.length; index += 2) {
      await Promise.all(cast.slice(index, index + 2).map((one) => show(...one)));
    }
    expect(seen).toEqual(expected);
  });
};
