import { afterEach, expect, test } from '@jest/globals';
import { createBackEnd } from '../../fixtures/backends/express/createBackEnd.js';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import { freePort } from '../kit/freePort.js';
import type { RecordedRequest } from '../kit/RecordedRequest.js';
import { ScriptedServer } from '../kit/ScriptedServer.js';
import type { Tab } from '../kit/Tab.js';

const path = '/events';

/** Those that see the upstream are called within the handler of the tab that opens it. */
const first = [
  'handlerWillStart',
  'requestWillFetch',
  'fetchDidSucceed',
  'handlerWillRespond',
  'handlerDidRespond',
  'handlerDidComplete',
];
const second = first.filter((name) => !/fetch/i.test(name));
const failed = [
  'handlerWillStart',
  'requestWillFetch',
  'fetchDidFail',
  'handlerDidError',
  'handlerDidRespond',
  'handlerDidComplete',
];

/** What was called, in order, for each state; the states in the order in which they came up. */
const callsByState = async (tab: Tab, url: string, completed: number): Promise<string[][]> => {
  const calls = await tab.askWorker<[string, number][]>(
    { callsFor: url, completed },
    `${completed} completed handler(s) for ${url}`,
  );
  const byState = new Map<number, string[]>();
  for (const [callback, state] of calls) {
    byState.set(state, [...(byState.get(state) ?? []), callback]);
  }
  return [...byState.values()];
};

describeInBrowsers('plugins of a shared stream', (kit) => {
  const servers: ScriptedServer[] = [];

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  test('see each upstream once, each tab once with a state of its own; a preflight goes before', async () => {
    const stage = await kit.set({ worker: 'plugins' });
    const server = await ScriptedServer.start();
    servers.push(server);
    const { app, publish } = createBackEnd(new Set([stage.server.origin]));
    server.serve(app);
    const url = server.origin + path;
    const requests = (): RecordedRequest[] => server.exchanges(path).map(({ request }) => request);
    const own = (): string[] =>
      requests().flatMap(({ method, headers }) =>
        // The browser asks by preflight, too: for the method OPTIONS, and for the header.
        headers['access-control-request-method'] === undefined
          ? [`${method} ${headers.authorization ?? 'without'}`]
          : [],
      );

    const tabs = await stage.openTabs(2);
    const [tab] = tabs as [Tab, Tab];
    await Promise.all(tabs.map((each) => each.listen(url)));
    await Promise.all(tabs.map((each) => each.until(url, 'open', 1)));
    expect(await callsByState(tab, url, 2)).toEqual([first, second]);
    expect(own()).toEqual(['OPTIONS without', 'GET Bearer 1']);

    publish('event 1');
    await Promise.all(tabs.map((each) => each.until(url, 'event', 1)));
    for (const connection of server.connected(path)) connection.destroy();
    await Promise.all(tabs.map((each) => each.until(url, 'open', 2)));
    expect(await callsByState(tab, url, 4)).toEqual([first, second, first, second]);
    expect(own().slice(2)).toEqual(['OPTIONS without', 'GET Bearer 2']);
    expect(requests().at(-1)?.lastEventId).toBe('1');
    publish('event 2');
    await Promise.all(tabs.map((each) => each.until(url, 'event', 2)));
  });

  test('see a server that cannot be reached fail once, and the tab with it', async () => {
    const stage = await kit.set({ worker: 'plugins' });
    const tab = await stage.openControlledTab();
    const url = `http://127.0.0.1:${await freePort()}${path}`;
    await tab.listen(url);
    await tab.until(url, 'error', 1);
    await tab.stop(url);
    const [calls] = await callsByState(tab, url, 1);
    expect(calls).toEqual(failed);
  });
});
