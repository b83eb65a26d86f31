import { describe, expect, test } from '@jest/globals';
import type { MultiplexerOptions } from '../options/MultiplexerOptions.js';
import { Bench } from '../testing/Bench.js';
import { gapData } from '../testing/gapData.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { settle } from '../testing/settle.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const GAP = gapData('reset');

const handOver = (old: Bench, next: Bench): void => {
  old.multiplexer.handOver();
  next.positions.takeOver(old.positions.records());
};

/** Everything that a page was given, as it was sent. */
const raw = async (
  { multiplexer, server }: Bench,
  { clientId, name = '' }: ModelPage,
  id: string,
) => {
  const headers = { accept: 'text/event-stream', 'last-event-id': id };
  const request = new Request('https://app.test/events', { headers });
  const response = await multiplexer.join({ request, clientId, name, fetch: server.fetch });
  await settle();
  multiplexer.reset();
  return response.text();
};

describe.each([
  ['hides', false],
  ['shows', true],
])('after a reset, where the browser %s the last event ID', (_name, showsLastEventId) => {
  test('every page has been sent away, and nothing that it had is asked for or given again', async () => {
    const bench = new Bench({ join: 'replay' });
    const pages = [new ModelPage('a', showsLastEventId), new ModelPage('b', showsLastEventId)];
    await bench.joinAll(...pages);
    await bench.publish(2);
    await bench.reset();
    expect([bench.open, ...pages.map(({ readyState }) => readyState)]).toEqual([
      0,
      'connecting',
      'connecting',
    ]);
    bench.server.publish(2);
    await bench.joinAll(...pages);
    const late = await bench.join(new ModelPage('late', showsLastEventId));
    await bench.publish(1);
    expect(bench.attempts).toEqual([null, null]);
    for (const { log } of pages) expect(log).toEqual(['1', '2', GAP, '5']);
    expect(late.log).toEqual(['5']);
  });

  test('a page that was on its way back is not taken to where it stopped', async () => {
    const bench = new Bench();
    const page = await bench.join(new ModelPage('a', showsLastEventId));
    await bench.publish(2);
    await bench.drop();
    await bench.reset();
    bench.server.publish(2);
    await bench.join(page);
    await bench.publish(1);
    expect(bench.attempts).toEqual([null, null]);
    expect(page.log).toEqual(['1', '2', GAP, '5']);
  });

  test('a page goes on from there as ever', async () => {
    const bench = new Bench();
    const page = await bench.join(new ModelPage('a', showsLastEventId));
    await bench.publish(1);
    await bench.reset();
    await bench.join(page);
    await bench.publish(1);
    await bench.drop();
    bench.server.publish(1);
    await bench.join(page);
    expect(page.log).toEqual(['1', GAP, '2', '3']);
    expect(bench.attempts).toEqual([null, null, '2']);
  });

  test('what another worker has handed over is forgotten, too', async () => {
    const server = new ModelServer();
    const old = new Bench({}, server);
    const page = await old.join(new ModelPage('a', showsLastEventId));
    await old.publish(2);
    const next = new Bench({}, server);
    handOver(old, next);
    await next.reset();
    await next.join(page);
    await next.publish(1);
    expect(server.connections.map(({ lastEventId }) => lastEventId)).toEqual([null, null]);
    expect(page.log).toEqual(['1', '2', GAP, '3']);
  });

  test('and that it was is handed over', async () => {
    const server = new ModelServer();
    const old = new Bench({}, server);
    const [page, other] = [
      await old.join(new ModelPage('a', showsLastEventId)),
      await old.join(new ModelPage('b', showsLastEventId)),
    ];
    await old.publish(2);
    await old.reset();
    await old.join(other);
    const next = new Bench({}, server);
    handOver(old, next);
    await next.joinAll(page, other);
    await next.publish(1);
    expect(page.log).toEqual(['1', '2', GAP, '3']);
  });
});

describe('a page that is back from a reset', () => {
  const sent = async (options: MultiplexerOptions, greeting: string): Promise<string> => {
    const server = new ModelServer(false);
    server.greeting = greeting;
    const bench = new Bench(options, server);
    const page = await bench.join('a');
    await bench.reset();
    return raw(bench, page, 'old');
  };

  test('is told to forget the ID that it holds, and of the gap', async () => {
    expect(await sent({}, 'data: new\n\n')).toBe(
      `id: \n\nevent: event-stream-gap\ndata: ${GAP}\n\ndata: new\n\n`,
    );
  });

  test('gets no gap event where gap events are switched off', async () => {
    expect(await sent({ gap: false }, '')).toBe('id: \n\n');
  });

  test('may go by itself first, by the join policy', async () => {
    const bench = new Bench({ join: 'native' });
    const page = await bench.join(new ModelPage('a', true));
    await bench.publish(2);
    await bench.reset();
    await bench.join('b');
    await bench.publish(1);
    await bench.join(page);
    await bench.publish(1);
    expect(page.log).toEqual(['1', '2', GAP, '4']);
    expect(bench.attempts).toEqual([null, null, null]);
  });
});
