import { beforeAll, expect, test } from '@jest/globals';
import { carryEventStreams } from 'sse-carrier';
import { eventStreams } from '../fixtures/streams/index.js';
import { describeInBrowsers } from './kit/describeInBrowsers.js';
import './kit/neverRetried.js';
import type { LogEntry } from './kit/page/LogEntry.js';
import { playChunks } from './kit/playChunks.js';
import type { Script } from './kit/ScriptedServer.js';
import type { SiteOptions } from './kit/Site.js';

interface Case {
  readonly name: string;
  readonly script: Script;
  readonly events?: readonly string[];
  /** Has the connection reset as soon as the page has seen the two events. */
  readonly reset?: boolean;
  /** Whether it matters how soon the page comes back. */
  readonly isTimed?: boolean;
}

/** Everything about one stream that the page or the server could tell. */
interface Account {
  readonly log: readonly LogEntry[];
  readonly requests: readonly string[];
}

const twoEvents = ['id: 1\ndata: a\n\n', 'id: 2\ndata: b\n\n'];

const answer =
  (status: number, contentType: string): Script =>
  (exchange, attempt) => {
    if (attempt > 1) exchange.respond(204);
    else exchange.respond(status, { 'content-type': contentType }, twoEvents.join(''));
  };

const redirectOnce =
  (status: number): Script =>
  (exchange, attempt) => {
    if (attempt === 1) exchange.redirect(`${exchange.request.url}?there`, status);
    else playChunks(twoEvents)(exchange, attempt - 1);
  };

const statuses = [201, 204, 205, 401, 404, 410, 429, 500, 503];
const redirects = [301, 302, 303, 307, 308];
const contentTypes = [
  'text/plain',
  'text/html',
  'application/json',
  'Text/Event-Stream',
  'text/event-stream; charset=utf-8',
  'text/event-stream; charset=iso-8859-1',
  'text/event-stream; foo=bar',
  '',
];

const cases: readonly Case[] = [
  ...eventStreams.map(({ chunks, ...rest }) => ({
    ...rest,
    script: playChunks(chunks),
    isTimed: rest.name === 'LF' || chunks.some((chunk) => Buffer.from(chunk).includes('retry')),
  })),
  ...statuses.map((status) => ({
    name: `status ${status}`,
    script: answer(status, 'text/event-stream'),
  })),
  ...contentTypes.map((contentType) => ({
    name: `content type "${contentType}"`,
    script: answer(200, contentType),
  })),
  ...redirects.map((status) => ({ name: `redirect ${status}`, script: redirectOnce(status) })),
  { name: 'reset between events', reset: true, script: playChunks(twoEvents, false) },
  {
    name: 'reset inside an event',
    reset: true,
    script: playChunks([`${twoEvents.join('')}id: 3\ndata: lo`], false),
  },
];

/**
 * Firefox, against the HTML Standard, forgets the ID of a block without data and drops events after a
 * NUL in an ID. The worker keeps to the Standard: this is the ID that it resumes with.
 */
const standardIdWhereFirefoxDeviates = new Map([
  ['name without data', '3'],
  ['id-only block', '3'],
  ['id-only block and nothing else', '5'],
  ['empty id resets', undefined],
  ['id with NUL is ignored', '4'],
]);

const worlds = ['native', 'bypass', 'multiplex', 'multiplex with page helper', 'carrier'] as const;

/**
 * Worlds that have no way of their own for an event: the browser itself reads the stream, or the page
 * helper looks on. One case of each kind says what all would.
 */
const sampled: readonly string[] = ['bypass', 'multiplex with page helper'];
const sample = cases.filter(({ name }) =>
  [
    'LF',
    'CRLF',
    'retry',
    'retry of zero',
    'the last retry counts',
    'id-only block',
    'status 204',
    'status 503',
    'content type "text/html"',
    'redirect 301',
    'redirect 307',
    'reset inside an event',
  ].includes(name),
);

const options: Record<(typeof worlds)[number], SiteOptions> = {
  native: {},
  bypass: { worker: 'bypass' },
  multiplex: { worker: 'multiplex' },
  'multiplex with page helper': { worker: 'multiplex', helpers: ['reviveEventSources'] },
  carrier: { worker: 'carrier' },
};

describeInBrowsers('what a page sees of an event stream', (kit) => {
  const accounts = new Map<string, Account>();
  /** Milliseconds from the end of a stream to the request of the page that comes back. */
  const delays = new Map<string, number>();

  const listenTo = async (
    chosen: readonly Case[],
    world: (typeof worlds)[number],
  ): Promise<void> => {
    const stage = await kit.set(options[world]);
    const { server } = stage;
    if (world === 'carrier') server.serve(carryEventStreams({ path: '/event-streams' }));
    const tab = await stage.openTab();
    await Promise.all(
      chosen.map(async (chosenCase) => {
        const { name, script, events = [], reset } = chosenCase;
        const path = `/streams/${cases.indexOf(chosenCase)}`;
        server.route(path, script);
        await tab.listen(path, { events });
        if (reset) {
          await tab.until(path, 'event', twoEvents.length);
          server.exchanges(path)[0]?.destroy();
        }
        const log = await tab.untilClosed(path);
        const exchanges = server.exchanges(path);
        accounts.set(`${world}: ${name}`, {
          log: log.map((entry) =>
            entry.kind === 'event' && entry.origin === server.origin
              ? { ...entry, origin: 'of the server' }
              : entry,
          ),
          requests: exchanges.map(({ request }) => `${request.url} after ${request.lastEventId}`),
        });
        const [last, beforeLast] = [exchanges.at(-1), exchanges.at(-2)];
        if (last && beforeLast?.closedAt !== undefined) {
          delays.set(`${world}: ${name}`, last.request.at - beforeLast.closedAt);
        }
      }),
    );
  };

  /** What must come out of the multiplexer: the native account, but for what the server is asked. */
  const expected = (name: string): Account => {
    const { log, requests } = accounts.get(`native: ${name}`) ?? { log: [], requests: [] };
    const deviates =
      kit.browserName === 'firefox' && standardIdWhereFirefoxDeviates.has(name)
        ? `after ${standardIdWhereFirefoxDeviates.get(name)}`
        : undefined;
    return {
      log,
      requests: requests.map((request, index) => {
        if (deviates !== undefined && index === 1) return request.replace(/after .*/, deviates);
        // Natively, Chromium comes back to where it was redirected, Firefox only if permanently.
        // A page whose worker answers has not seen the redirect: it comes back to its own URL.
        return index === 2 ? request.replace('?there', '') : request;
      }),
    };
  };

  beforeAll(async () => {
    // Those that are timed by themselves: a page that comes back would wait for one of its six
    // connections otherwise.
    for (const timed of [false, true]) {
      await Promise.all(
        worlds.map((world) =>
          listenTo(
            (sampled.includes(world) ? sample : cases).filter(
              ({ isTimed = false }) => isTimed === timed,
            ),
            world,
          ),
        ),
      );
    }
  }, 180_000);

  test('is a story with all its events and an end', () => {
    const logs = cases.map(({ name }) => accounts.get(`native: ${name}`)?.log ?? []);
    expect(logs.flat().filter(({ kind }) => kind === 'event').length).toBeGreaterThan(800);
    expect(new Set(logs.map((log) => log.at(-1)?.readyState))).toEqual(new Set([2]));
  });

  test('has a case of each kind in the sample', () => expect(sample).toHaveLength(12));

  test.each(sample)('$name: through a bypass, the same as natively', ({ name }) => {
    expect(accounts.get(`bypass: ${name}`)).toEqual(accounts.get(`native: ${name}`));
  });

  test.each(cases)('$name: through the multiplexer, the same as natively', ({ name }) => {
    expect(accounts.get(`multiplex: ${name}`)).toEqual(expected(name));
  });

  test.each(sample)('$name: when the page helper watches, the same', ({ name }) => {
    expect(accounts.get(`multiplex with page helper: ${name}`)).toEqual(expected(name));
  });

  test.each(cases)(
    '$name: through the multiplexer over a carrier, the same as natively',
    ({ name }) => {
      expect(accounts.get(`carrier: ${name}`)).toEqual(expected(name));
    },
  );

  test('makes pages come back sooner than by default where the stream says so, as natively', () => {
    // Against a stream of the same world that sets no time: whatever holds a busy machine up holds up both.
    const quickOnes = (world: (typeof worlds)[number]): string[] => {
      const byDefault = delays.get(`${world}: LF`) ?? NaN;
      return cases
        .filter(
          ({ name, isTimed }) => isTimed && (delays.get(`${world}: ${name}`) ?? NaN) < byDefault,
        )
        .map(({ name }) => name);
    };
    const surelyQuick = ['retry', 'retry of zero', 'the last retry counts'];
    for (const world of worlds)
      expect(quickOnes(world)).toEqual(expect.arrayContaining(surelyQuick));
  });
});
