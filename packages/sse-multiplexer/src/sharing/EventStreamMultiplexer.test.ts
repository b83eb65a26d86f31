import { describe, expect, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import { ModelPage } from '../testing/ModelPage.js';
import { modelPages } from '../testing/modelPages.js';
import { settle } from '../testing/settle.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

describe('sharing', () => {
  test('pages that come at the same moment share one attempt and get the same', async () => {
    const bench = new Bench();
    const ten = modelPages(10);
    await bench.joinAll(...ten);
    await bench.publish(3);
    expect(bench.attempts).toEqual([null]);
    for (const { log, lastEventId } of ten)
      expect([...log, lastEventId]).toEqual(['1', '2', '3', '3']);
  });

  test("every page gets the head of the upstream's response, as it describes a decoded body", async () => {
    const bench = new Bench();
    const [first, late] = modelPages(2);
    if (!first || !late) throw new Error('Two pages were expected.');
    bench.server.refusal = () =>
      new Response(new ReadableStream(), {
        statusText: 'Fine',
        headers: { 'content-type': 'text/event-stream', 'content-encoding': 'br', 'x-app': '1' },
      });
    await bench.join(first);
    await bench.join(late);
    for (const { response } of [first, late]) {
      expect(response).toMatchObject({ status: 200, statusText: 'Fine' });
      expect(Object.fromEntries(response?.headers ?? [])).toEqual({
        'content-type': 'text/event-stream',
        'x-app': '1',
      });
    }
  });

  test('each stream has its own upstream', async () => {
    const bench = new Bench();
    await bench.joinAll(
      new ModelPage('a'),
      new ModelPage('b', false, 'https://app.test/other'),
      new ModelPage('c', false, 'https://app.test/events', { credentials: 'include' }),
    );
    expect(bench.open).toBe(3);
  });

  test('several EventSources of one page are as many subscribers', async () => {
    const bench = new Bench();
    const three = Array.from({ length: 3 }, () => new ModelPage('same'));
    await bench.joinAll(...three);
    await bench.publish(2);
    await bench.drop();
    bench.server.publish(2);
    await bench.joinAll(...three);
    await bench.publish(1);
    for (const { log } of three) expect(log).toEqual(['1', '2', '3', '4', '5']);
    expect(bench.attempts).toEqual([null, '2']);
  });

  test('only what may be shared is accepted', () => {
    const { multiplexer } = new Bench();
    const headers = { accept: 'text/event-stream' };
    expect(multiplexer.accepts(new Request('https://app.test/', { headers }))).toBe(true);
    expect(multiplexer.accepts(new Request('https://app.test/'))).toBe(false);
  });

  test('a request is named once: one that was accepted is not lost when its name changes', async () => {
    const names = ['one', undefined, 'two'];
    const bench = new Bench({ shareKey: () => names.shift() });
    const headers = { accept: 'text/event-stream' };
    const request = new Request('https://app.test/', { headers });
    expect(bench.multiplexer.accepts(request)).toBe(true);
    expect(bench.multiplexer.accepts(request)).toBe(true);
    const { fetch } = bench.server;
    expect((await bench.multiplexer.join({ request, clientId: 'a', fetch })).status).toBe(200);
    expect(names).toEqual([undefined, 'two']);
  });

  test('a request that shares with none is not accepted, and never fetched', async () => {
    const { multiplexer, server } = new Bench({ shareKey: () => undefined });
    const headers = { accept: 'text/event-stream' };
    const request = new Request('https://app.test/', { headers });
    expect(multiplexer.accepts(request)).toBe(false);
    const joining = multiplexer.join({ request, clientId: 'a', fetch: server.fetch });
    await expect(joining).rejects.toThrow('The request was not accepted.');
    expect(server.connections).toEqual([]);
  });
});

describe('an answer that is no event stream', () => {
  test.each([
    ['204', () => new Response(null, { status: 204, headers: { 'x-why': 'done' } }), ''],
    [
      '404',
      () => new Response('no such stream', { status: 404, headers: { 'x-why': '?' } }),
      'no such stream',
    ],
    ['500', () => new Response('sorry', { status: 500, statusText: 'Broken' }), 'sorry'],
    ['200 with another type', () => Response.json({ hello: 'world' }), '{"hello":"world"}'],
  ])('reaches every page that waits, as it is: %s', async (_name, answer, body) => {
    const bench = new Bench();
    bench.server.refusal = answer;
    const three = modelPages(3);
    const responses = await Promise.all(
      three.map(({ clientId }) => {
        const request = new Request('https://app.test/events');
        return bench.multiplexer.join({ request, clientId, fetch: bench.server.fetch });
      }),
    );
    const { status, statusText, headers } = answer();
    for (const response of responses) {
      expect(response).toMatchObject({ status, statusText });
      expect(Object.fromEntries(response.headers)).toEqual(Object.fromEntries(headers));
      expect(await response.text()).toBe(body);
    }
    expect(bench.attempts).toHaveLength(1);
  });

  test('is not shared with those who come afterwards', async () => {
    const bench = new Bench();
    bench.server.refusal = () => new Response('sorry', { status: 503 });
    expect((await bench.join('early')).readyState).toBe('closed');
    bench.server.refusal = undefined;
    const late = await bench.join('late');
    await bench.publish(1);
    expect(late.log).toEqual(['1']);
    expect(bench.attempts).toEqual([null, null]);
  });

  test('leaves no connection open when every page is gone', async () => {
    const bench = new Bench();
    const signals: AbortSignal[] = [];
    bench.server.refusal = ({ signal }) => {
      signals.push(signal);
      return new Response(new ReadableStream(), { status: 500 });
    };
    const [a, b] = modelPages(2);
    if (!a || !b) throw new Error('Two pages were expected.');
    await bench.joinAll(a, b);
    void a.response?.body?.cancel();
    await settle();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    await b.response?.body?.cancel();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

test('a server that cannot be reached rejects for every page, with the error of fetch', async () => {
  const bench = new Bench();
  const error = new TypeError('refused');
  bench.server.refusal = () => error;
  const three = modelPages(3);
  await bench.joinAll(...three);
  for (const page of three) expect(page.error).toBe(error);
  expect(bench.attempts).toHaveLength(1);
  bench.server.refusal = undefined;
  expect((await bench.join('later')).readyState).toBe('open');
});

describe('an event over maxBlockBytes', () => {
  const tooLarge = `data: ${'x'.repeat(100)}\n\n`;

  test('ends the sharing of that stream: its pages come back and are not accepted', async () => {
    const bench = new Bench({ maxBlockBytes: 50 });
    const other = new ModelPage('b', false, 'https://app.test/other');
    const page = await bench.join('a');
    await bench.join(other);
    await bench.publish(1);
    bench.server.chunkBytes = 10;
    const [shared] = bench.server.connections;
    bench.server.send(tooLarge, shared && [shared]);
    await bench.pass(0);
    expect([page.readyState, other.readyState]).toEqual(['connecting', 'open']);
    expect(page.log).toEqual(['1']);
    expect(bench.open).toBe(1);
    const accepts = (url: string): boolean =>
      bench.multiplexer.accepts(new Request(url, { headers: { accept: 'text/event-stream' } }));
    expect(accepts('https://app.test/events')).toBe(false);
    expect(accepts('https://app.test/other')).toBe(true);
    expect(bench.warn.mock.calls).toEqual([['block-too-large', 'https://app.test/events']]);
  });
});

describe("an answer that is one page's own, by its Vary", () => {
  test('leads every page back to where it has asked, which is then left to the browser', async () => {
    const bench = new Bench();
    const headers = { 'content-type': 'text/event-stream', vary: 'referer' };
    const signals: AbortSignal[] = [];
    bench.server.refusal = ({ signal }) => {
      signals.push(signal);
      return new Response(new ReadableStream(), { headers });
    };
    const url = 'https://app.test/events?a~b#top';
    const two = [0, 1].map((id) => new ModelPage(`page ${id}`, false, url));
    await bench.joinAll(...two);
    for (const { response } of two) {
      expect([response?.status, response?.headers.get('location')]).toEqual([
        307,
        'https://app.test/events?a~b',
      ]);
    }
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    const again = new Request(url, { headers: { accept: 'text/event-stream' } });
    expect(bench.multiplexer.accepts(again)).toBe(false);
    expect(bench.warn.mock.calls).toEqual([['varies', url, 'referer']]);
  });
});

test('what is not shared is told, with its reason', () => {
  const { multiplexer, warn } = new Bench();
  const headers = { accept: 'text/event-stream', 'x-token': '1' };
  expect(multiplexer.accepts(new Request('https://app.test/', { headers }))).toBe(false);
  expect(warn.mock.calls).toEqual([['not-shared', 'https://app.test/', 'header x-token']]);
});
