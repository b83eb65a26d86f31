import { describe, expect, test } from '@jest/globals';
import type { MultiplexerOptions } from '../options/MultiplexerOptions.js';
import { Bench } from '../testing/Bench.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const URL_OF = 'https://app.test/events?room=1';

/** A server that reads `since`, and has published so many events. */
async function benchOf(published: number, options: MultiplexerOptions = {}): Promise<Bench> {
  const server = new ModelServer();
  server.cursor = 'since';
  const bench = new Bench({ join: 'native', cursor: { query: 'since' }, ...options }, server);
  await bench.publish(published);
  return bench;
}

/** An EventSource whose URL says where its page stands. */
const pageAt = (since: number, clientId = `page at ${since}`): ModelPage =>
  new ModelPage(clientId, false, `${URL_OF}&since=${since}`);

/** A client that makes its URL anew each time, and shows no ID otherwise. */
async function comeBack(bench: Bench, before: ModelPage): Promise<ModelPage> {
  const page = new ModelPage(before.clientId, false, `${URL_OF}&since=${before.lastEventId}`);
  page.name = undefined;
  page.seesBreaks = before.seesBreaks;
  return bench.join(page);
}

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);

const urls = (bench: Bench): string[] => bench.server.connections.map(({ request }) => request.url);

describe('a page whose URL says where it stands', () => {
  test('starts there, and the server is asked by the very URL', async () => {
    const bench = await benchOf(5);
    const page = await bench.join(pageAt(3));
    await bench.publish(1);
    expect(page.log).toEqual(numbers(4, 6));
    expect(urls(bench)).toEqual([`${URL_OF}&since=3`]);
    expect(bench.server.connections[0]?.request.headers.has('last-event-id')).toBe(false);
  });

  test('shares the stream with pages that stand elsewhere, over one connection at last', async () => {
    const bench = await benchOf(5);
    const [a, b, c] = [
      await bench.join(pageAt(3)),
      await bench.join(pageAt(1)),
      await bench.join(new ModelPage('new', false, URL_OF)),
    ];
    await bench.publish(1);
    expect([a.log, b.log, c.log]).toEqual([numbers(4, 6), numbers(2, 6), ['6']]);
    expect(bench.open).toBe(1);
  });

  test('has what the worker keeps from it, and the server is not asked', async () => {
    const bench = await benchOf(2);
    const first = await bench.join(pageAt(0));
    await bench.publish(3);
    const late = await bench.join(pageAt(3));
    await bench.publish(1);
    expect([first.log, late.log]).toEqual([numbers(1, 6), numbers(4, 6)]);
    expect(bench.attempts).toEqual(['0']);
  });

  test('says nothing by it when it comes back: its URL is as old as the EventSource', async () => {
    const bench = await benchOf(5);
    const [a, b] = [await bench.join(pageAt(3)), await bench.join(pageAt(4))];
    await bench.publish(2);
    await bench.drop();
    bench.server.publish(1);
    await bench.joinAll(a, b);
    await bench.publish(1);
    expect([a.log, b.log]).toEqual([numbers(4, 9), numbers(5, 9)]);
    expect(bench.attempts.slice(-1)).toEqual(['7']);
    expect(urls(bench).at(-1)).toBe(`${URL_OF}&since=7`);
  });

  test('says nothing by it after a reset: the server is asked without', async () => {
    const bench = await benchOf(5);
    const page = await bench.join(pageAt(3));
    await bench.publish(1);
    bench.multiplexer.reset();
    await bench.pass(0);
    await bench.join(page);
    await bench.publish(1);
    expect(page.log).toEqual([...numbers(4, 6), '{"reason":"reset"}', '7']);
    expect(urls(bench).at(-1)).toBe(URL_OF);
  });

  test('is not taken where another one stands whose URL came up last', async () => {
    const bench = await benchOf(5, { join: 'live' });
    await bench.leave(await bench.join(pageAt(3)));
    await bench.pass(1000);
    const page = await bench.join(new ModelPage('new', false, URL_OF));
    await bench.publish(1);
    expect([page.log, urls(bench).at(-1)]).toEqual([['6'], URL_OF]);
  });
});

describe('a client that makes its URL anew for each connection', () => {
  test.each([
    ['that is an EventSource', false],
    ['that is built on fetch', true],
  ])('%s loses nothing in an outage; four of them, one connection', async (_name, seesBreaks) => {
    const bench = await benchOf(0);
    const pages = Array.from({ length: 4 }, (_, n) => new ModelPage(`page ${n}`, false, URL_OF));
    for (const page of pages) {
      page.name = undefined;
      page.seesBreaks = seesBreaks;
    }
    await bench.joinAll(...pages);
    await bench.publish(3);
    bench.server.refusal = () => new Response('', { status: 503 });
    await bench.drop();
    for (let attempt = 0; attempt < 3; attempt++) {
      for (const page of pages) await comeBack(bench, page);
      await bench.pass(1000);
    }
    bench.server.publish(20);
    bench.server.refusal = undefined;
    const back: ModelPage[] = [];
    for (const page of pages) back.push(await comeBack(bench, page));
    await bench.publish(1);
    for (const { log } of back) expect(log).toEqual(numbers(4, 24));
    expect(bench.open).toBe(1);
  });
});

test("with resume: false a page's own cursor goes out as it stands, and no other", async () => {
  const bench = await benchOf(5, { resume: false });
  const page = await bench.join(pageAt(3));
  await bench.drop();
  await bench.join(page);
  expect(urls(bench)).toEqual([`${URL_OF}&since=3`, URL_OF]);
});
