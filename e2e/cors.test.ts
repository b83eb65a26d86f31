import { expect, test } from '@jest/globals';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import './kit/neverRetried.js';
import type { Exchange } from './kit/Exchange.js';
import type { LogEntry } from './kit/page/LogEntry.js';
import type { ScriptedServer } from './kit/ScriptedServer.js';
import type { Stage } from './kit/Stage.js';
import type { Tab } from './kit/Tab.js';

const allowances = ['reflected', 'wildcard', 'absent'] as const;
const redirects = ['none', 'within', 'away', 'away, unallowed', 'from its own origin'] as const;

/** What the page asks and how the other origin answers. */
interface Cell {
  readonly name: string;
  readonly allowed: (typeof allowances)[number];
  readonly withCredentials: boolean;
  readonly allowsCredentials: boolean;
  readonly allowsHeader: boolean;
  readonly redirect: (typeof redirects)[number];
}

const yesNo = [true, false] as const;
const cells: readonly Cell[] = allowances.flatMap((allowed) =>
  yesNo.flatMap((withCredentials) =>
    yesNo.flatMap((allowsCredentials) =>
      yesNo.flatMap((allowsHeader) =>
        redirects.map((redirect) => ({
          name: [
            `origin ${allowed}`,
            `credentials ${withCredentials ? 'asked' : 'not asked'}`,
            allowsCredentials ? 'allowed' : 'not allowed',
            `header ${allowsHeader ? 'allowed' : 'refused'}`,
            `redirect ${redirect}`,
          ].join(', '),
          allowed,
          withCredentials,
          allowsCredentials,
          allowsHeader,
          redirect,
        })),
      ),
    ),
  ),
);

const cellOf = ({ request }: Exchange): Cell => {
  const index = new URLSearchParams(request.url.split('?')[1]).get('cell');
  const cell = cells[Number(index)];
  if (!cell) throw new Error(`No cell in ${request.url}`);
  return cell;
};

const corsHeaders = (
  { request }: Exchange,
  { allowed, allowsCredentials }: Cell,
): Record<string, string> => ({
  ...(allowed === 'reflected' && { 'access-control-allow-origin': request.headers.origin ?? '*' }),
  ...(allowed === 'wildcard' && { 'access-control-allow-origin': '*' }),
  ...(allowsCredentials && { 'access-control-allow-credentials': 'true' }),
});

/** Answers a preflight as the cell says. */
const preflight = (exchange: Exchange): boolean => {
  if (exchange.request.method !== 'OPTIONS') return false;
  const cell = cellOf(exchange);
  const headers = {
    ...corsHeaders(exchange, cell),
    'access-control-allow-headers': 'last-event-id',
  };
  exchange.respond(cell.allowsHeader ? 204 : 403, cell.allowsHeader ? headers : {});
  return true;
};

/** A stream that breaks once, says after which ID it goes on, breaks again and then is no more. */
const serveStream = (server: ScriptedServer, path: string, isAllowed: boolean): void => {
  server.route(path, (exchange) => {
    if (preflight(exchange)) return;
    const headers = isAllowed ? corsHeaders(exchange, cellOf(exchange)) : {};
    const { lastEventId } = exchange.request;
    if (lastEventId === '2') {
      exchange.respond(204, headers);
      return;
    }
    const block =
      lastEventId === undefined
        ? 'retry: 100\nid: 1\ndata: first\n\n'
        : `id: 2\ndata: after ${lastEventId}\n\n`;
    void exchange
      .open(headers)
      .write(block)
      .then(() => exchange.end());
  });
};

describeInBrowsers('a stream of another origin', (kit) => {
  const setServers = async (
    stage: Stage,
  ): Promise<{ other: ScriptedServer; third: ScriptedServer }> => {
    const [other, third] = [await kit.server(), await kit.server()];
    serveStream(other, '/events', true);
    serveStream(third, '/events', true);
    serveStream(third, '/unallowed', false);
    const target = ({ redirect }: Cell): string => {
      if (redirect === 'away') return `${third.origin}/events`;
      return redirect === 'away, unallowed'
        ? `${third.origin}/unallowed`
        : `${other.origin}/events`;
    };
    for (const server of [stage.server, other]) {
      server.route('/redirect', (exchange) => {
        if (preflight(exchange)) return;
        const cell = cellOf(exchange);
        const location = `${target(cell)}?cell=${cells.indexOf(cell)}`;
        exchange.respond(302, { ...corsHeaders(exchange, cell), location });
      });
    }
    return { other, third };
  };

  /** What the page sees of every cell, until its EventSource is closed or the first attempt fails. */
  const logs = async (stage: Stage, tab: Tab, other: ScriptedServer): Promise<string[][]> => {
    const sources = cells.map(({ redirect, withCredentials }, index) => {
      const origin = redirect === 'from its own origin' ? stage.server.origin : other.origin;
      const path = redirect === 'none' ? '/events' : '/redirect';
      return { url: `${origin}${path}?cell=${index}`, withCredentials };
    });
    const all = await tab.page.evaluate(async (list) => {
      const events = ['event-stream-gap'];
      const done = list.map(async ({ url, withCredentials }) => {
        window.kit.listen(url, url, withCredentials, events);
        const first = window.kit.until(url, 'error', 1).then(() => {
          const [entry] = window.kit.entries(url);
          return entry?.kind === 'error' ? undefined : window.kit.untilClosed(url);
        });
        await first;
        window.kit.stop(url);
        return [...window.kit.entries(url)];
      });
      return Promise.all(done);
    }, sources);
    return all.map((log) => log.map(wordOf));
  };

  const wordOf = (entry: LogEntry): string => {
    if (entry.kind !== 'event') return `${entry.kind} ${entry.readyState}`;
    return entry.type === 'message' ? entry.data : entry.data.replace(/[{}"]/g, '');
  };

  test('is to the page what it is without a worker', async () => {
    const nativeStage = await kit.set();
    const native = await logs(
      nativeStage,
      await nativeStage.openTab(),
      (await setServers(nativeStage)).other,
    );
    const accepted = native.filter((log) => log[0] === 'open 1');
    const refused = native.filter((log) => log.length === 1 && log[0] === 'error 2');
    expect(accepted.length + refused.length).toBe(cells.length);
    expect(Math.min(accepted.length, refused.length)).toBeGreaterThan(20);

    const stage = await kit.set({ worker: 'multiplex' });
    const { other, third } = await setServers(stage);
    const tab = await stage.openControlledTab();
    await tab.page.evaluate(() => {
      document.cookie = 'session=one';
    });
    const shared = await logs(stage, tab, other);
    const table = (all: readonly (readonly string[])[]): object =>
      Object.fromEntries(cells.map(({ name }, index) => [name, all[index]]));
    expect(table(shared)).toEqual(table(native));

    for (const server of [other, third]) {
      for (const cell of cells) {
        const own = ['/events', '/unallowed', '/redirect']
          .flatMap((path) => server.exchanges(path))
          .filter((exchange) => cellOf(exchange) === cell)
          .sort((a, b) => a.request.at - b.request.at)
          .map(({ request }) => request);
        const [first] = own;
        // Asked before any ID is known, a server is never preflighted.
        if (first) expect([cell.name, first.method]).toEqual([cell.name, 'GET']);
        const preflights = own.filter(({ method }) => method === 'OPTIONS');
        if (!cell.allowsHeader) expect(preflights.length).toBeLessThanOrEqual(1);
        const gets = own.filter(({ method }) => method === 'GET');
        const cookies = new Set(gets.map(({ cookie }) => cookie !== undefined));
        if (first) expect([cell.name, [...cookies]]).toEqual([cell.name, [cell.withCredentials]]);
      }
    }
  });
});
