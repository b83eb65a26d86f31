import { describe, expect, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import { type Joinable, ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

/** What the answer to a server's nth request says, and then ends. */
type Answer = (n: number, lastEventId: number | undefined) => string;

const block = (n: number): string => `id: ${n}\ndata: ${n}\n\n`;

const answers: [string, Answer][] = [
  ['sends no IDs', (n) => `data: ${n}\n\n`],
  ['sends IDs, and does not go on after one', block],
  ['sends the same ID each time', (n) => `id: 1\ndata: ${n}\n\n`],
  [
    'goes on after an ID',
    (n, last = n - 1) => Array.from({ length: n - last }, (_, at) => block(last + 1 + at)).join(''),
  ],
];

function polled(answer: Answer): ModelServer {
  const server = new ModelServer();
  server.refusal = ({ headers }) => {
    const last = headers.get('last-event-id');
    return new Response(answer(server.connections.length, last ? Number(last) : undefined), {
      headers: { 'content-type': 'text/event-stream' },
    });
  };
  return server;
}

/** Without a worker; a browser says after which event a page stands, and does not show that to a worker. */
const native: Joinable = { join: ({ request, fetch }) => fetch(request) };

/** Five tabs open a stream, one every so many tenths of a second, and each comes back after three seconds. */
async function fiveTabs(bench: Bench, joinable: Joinable, apart: number): Promise<ModelPage[]> {
  const pages = ['a', 'b', 'c', 'd', 'e'].map((id) => new ModelPage(id, joinable === native));
  const due = new Map(pages.map((page, index) => [page, index * apart]));
  for (let tenth = 0; tenth < 300; tenth++) {
    const back = pages.filter((page) => due.get(page) === tenth);
    await Promise.all(back.map((page) => page.connect(joinable, bench.server.fetch)));
    await bench.pass(100);
    for (const page of back) due.set(page, tenth + 30);
  }
  return pages;
}

describe.each([[{ join: 'native' }], [{ join: 'live' }], [{ join: 'replay' }]] as const)(
  'with %j five tabs on a server that ends each answer at once and',
  (options) => {
    test.each(answers)(
      '%s make no more requests than natively, and get the same',
      async (_, answer) => {
        const [alone, shared] = [new Bench({}, polled(answer)), new Bench(options, polled(answer))];
        const expected = await fiveTabs(alone, native, 5);
        const pages = await fiveTabs(shared, shared.multiplexer, 5);
        expect(pages.map(({ log }) => log)).toEqual(expected.map(({ log }) => log));
        expect(shared.attempts.length).toBeLessThanOrEqual(alone.attempts.length);
      },
    );

    test.each(answers)('%s share requests that they make at the same moment', async (_, answer) => {
      const [alone, shared] = [new Bench({}, polled(answer)), new Bench(options, polled(answer))];
      await fiveTabs(alone, native, 0);
      const pages = await fiveTabs(shared, shared.multiplexer, 0);
      for (const { log, connections } of pages) {
        expect(log.filter((data) => data.includes('reason'))).toEqual([]);
        expect(connections).toBe(10);
      }
      expect(shared.attempts.length).toBeLessThanOrEqual(alone.attempts.length);
    });
  },
);

test("with reconnect: 'worker' answers to polls without IDs are no gaps", async () => {
  const bench = new Bench(
    { reconnect: 'worker' },
    polled((n) => `data: ${n}\n\n`),
  );
  const page = await bench.join('a');
  for (let n = 0; n < 3; n++) await bench.pass(3000);
  expect(page.log).toEqual(['1', '2', '3', '4']);
});

test('a stream that is ended later, without IDs, is one whose tabs are told of a gap', async () => {
  const bench = new Bench({ join: 'native' }, new ModelServer(false));
  const page = await bench.join('a');
  await bench.publish(1);
  await bench.pass(1000);
  await bench.drop();
  await bench.join(page);
  await bench.publish(1);
  expect(page.log).toEqual(['1', '{"reason":"position-unknown"}', '2']);
});

test('what is answered at once is not kept; what is known of its server is, until its page is back', async () => {
  const bench = new Bench({}, polled(block));
  await bench.join('a');
  const [stream] = bench.multiplexer.inspect().streams;
  expect(stream).toMatchObject({ state: 'dormant', replay: { events: 0, bytes: 0 } });
  await bench.pass(20_000);
  expect(bench.multiplexer.inspect().streams).toEqual([]);
});
