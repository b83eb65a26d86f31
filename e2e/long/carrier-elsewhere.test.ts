import { expect, test } from '@jest/globals';
import { carryEventStreams } from 'sse-carrier';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import '../kit/neverRetried.js';
import type { ScriptedServer } from '../kit/ScriptedServer.js';
import type { Stage } from '../kit/Stage.js';
import type { Tab } from '../kit/Tab.js';

const path = '/event-streams';

/** A stream that says to whom it was given, and how, to pages of this origin. */
const stream = (api: ScriptedServer, at: string, origin: string): void => {
  api.route(at, (exchange) => {
    const { headers } = exchange.request;
    const said = [
      headers['event-stream-carried'] === '1' ? 'carried' : 'direct',
      headers.cookie ?? 'no cookie',
      headers.origin,
    ];
    void exchange
      .open({
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        vary: 'origin',
      })
      .write(`data: ${said.join(', ')}\n\n`);
  });
};

describeInBrowsers('streams of another origin that has a carrier', (kit) => {
  const carriers = (api: ScriptedServer): number =>
    api.connected(path).filter(({ request }) => request.method === 'GET').length;

  const open = async (
    origins: (page: string) => string[],
  ): Promise<{ api: ScriptedServer; stage: Stage; tabs: Tab[]; page: string }> => {
    const api = await kit.server();
    const stage = await kit.set({ worker: 'carrier', carrier: { url: `${api.origin}${path}` } });
    const page = stage.server.origin;
    api.serve(carryEventStreams({ path, origins: origins(page) }));
    return { api, stage, tabs: await stage.openTabs(3), page };
  };

  test('share one connection, without cookies; those with cookies share another one', async () => {
    const { api, tabs, page } = await open((origin) => [origin]);
    const [first] = tabs as [Tab];
    // A cookie of a host is sent to all its ports.
    await first.page.evaluate(() => (document.cookie = 'user=one'));
    const urls = tabs.flatMap((tab, number) =>
      [false, true].map((withCredentials) => {
        const at = `/tabs/${number}/${withCredentials ? 'own' : 'open'}`;
        stream(api, at, page);
        return { tab, url: `${api.origin}${at}`, withCredentials };
      }),
    );
    await Promise.all(
      urls.map(({ tab, url, withCredentials }) => tab.listen(url, { withCredentials })),
    );
    for (const { tab, url, withCredentials } of urls) {
      const data = `carried, ${withCredentials ? 'user=one' : 'no cookie'}, ${page}`;
      expect(await tab.untilData(url, data)).toEqual([data]);
    }
    expect(carriers(api)).toBe(2);
    for (const { url } of urls) expect(api.exchanges(new URL(url).pathname)).toHaveLength(1);
  });

  test('that its own headers do not allow a page to read are not read, carried or not', async () => {
    const { api, tabs, page } = await open((origin) => [origin]);
    const [tab] = tabs as [Tab];
    stream(api, '/forbidden', 'http://other.example');
    stream(api, '/allowed', page);
    await tab.listen(`${api.origin}/allowed`);
    await tab.untilData(`${api.origin}/allowed`, `carried, no cookie, ${page}`);
    await tab.listen(`${api.origin}/forbidden`);
    const log = await tab.untilClosed(`${api.origin}/forbidden`);
    expect(log).toEqual([{ kind: 'error', readyState: 2 }]);
    expect(carriers(api)).toBe(1);
  });

  test('get a connection each while the carrier does not allow the page to use it', async () => {
    const { api, tabs, page } = await open(() => []);
    for (const [number, tab] of tabs.entries()) {
      stream(api, `/tabs/${number}`, page);
      await tab.listen(`${api.origin}/tabs/${number}`);
      await tab.untilData(`${api.origin}/tabs/${number}`, `direct, no cookie, ${page}`);
    }
    expect(carriers(api)).toBe(0);
  });
});
