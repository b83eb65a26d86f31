import { expect, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { settle } from '../testing/settle.js';
import { useFakeTime } from '../testing/useFakeTime.js';
import { ResumptionRefusedError } from '../upstream/ResumptionRefusedError.js';

useFakeTime();

const request = (): Request =>
  new Request('https://app.test/events', { headers: { accept: 'text/event-stream' } });

test('sends every page away with its last event ID and its own reconnection time, and closes the upstream', async () => {
  const bench = new Bench();
  const pages = [new ModelPage('a'), new ModelPage('b')];
  await bench.joinAll(...pages);
  await bench.send('retry: 700\n\n');
  await bench.publish(2);
  bench.multiplexer.dispose();
  await settle();
  expect(bench.open).toBe(0);
  for (const { log, lastEventId, readyState, reconnectionTime } of pages) {
    expect({ log, lastEventId, readyState, reconnectionTime }).toEqual({
      log: ['1', '2'],
      lastEventId: '2',
      readyState: 'connecting',
      reconnectionTime: 700,
    });
  }
});

test('leaves every request to the browser from then on, and says of none why it is not shared', async () => {
  const bench = new Bench();
  expect(bench.multiplexer.accepts(request())).toBe(true);
  bench.multiplexer.dispose();
  bench.multiplexer.dispose();
  expect(bench.multiplexer.accepts(request())).toBe(false);
  const late = await bench.join(new ModelPage('late'));
  expect(late.error).toBeInstanceOf(ResumptionRefusedError);
  expect([bench.attempts, bench.warn.mock.calls]).toEqual([[], []]);
});

test('leaves a page to the browser at once that waits for its first answer, and stops asking for it', async () => {
  const bench = new Bench();
  let signal: AbortSignal | undefined;
  const page = new ModelPage('a');
  const joining = page.connect(bench.multiplexer, (upstream) => {
    signal = upstream.signal;
    return new Promise(() => undefined);
  });
  await settle();
  bench.multiplexer.dispose();
  await joining;
  expect(page.error).toBeInstanceOf(ResumptionRefusedError);
  expect(signal?.aborted).toBe(true);
});

test('ends the connections that pages have to themselves', async () => {
  const server = new ModelServer(false);
  server.greeting = 'data: state\n\n';
  const bench = new Bench({ join: 'native' }, server);
  const pages = [await bench.join('a'), await bench.join('b')];
  expect(bench.open).toBe(2);
  bench.multiplexer.dispose();
  await settle();
  expect(bench.open).toBe(0);
  expect(pages.map(({ readyState }) => readyState)).toEqual(['connecting', 'connecting']);
});

test('does not open again what it was about to, and keeps nothing', async () => {
  const bench = new Bench({ reconnect: 'worker' });
  const page = await bench.join('a');
  await bench.publish(1);
  await bench.drop('break');
  expect(page.readyState).toBe('open');
  bench.multiplexer.dispose();
  await bench.pass(200_000);
  expect(bench.attempts).toHaveLength(1);
  expect(page.readyState).toBe('connecting');
  expect(bench.multiplexer.inspect().streams).toEqual([]);
});
