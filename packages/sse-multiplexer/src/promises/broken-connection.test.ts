import { describe, expect, test } from '@jest/globals';
import type { MultiplexerOptions } from '../options/MultiplexerOptions.js';
import { Bench } from '../testing/Bench.js';
import { ModelServer } from '../testing/ModelServer.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

/** How a page's response has ended: cleanly, or with an error. */
type End = 'clean' | 'error';

/** With a server that says nothing by itself. */
const quietBench = (options: MultiplexerOptions = {}): Bench =>
  new Bench(options, new ModelServer(false));

/** A page opens its stream; `read` resolves with what it has read when its response ends. */
const open = async (bench: Bench, seesBreaks: boolean, lastEventId?: string) => {
  const headers = new Headers({ accept: 'text/event-stream' });
  if (lastEventId !== undefined) headers.set('last-event-id', lastEventId);
  const response = await bench.multiplexer.join({
    request: new Request('https://app.test/events', { headers }),
    clientId: 'page',
    seesBreaks,
    fetch: bench.server.fetch,
  });
  const read = async (): Promise<{ text: string; end: End }> => {
    let text = '';
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    try {
      for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
        text += next.value;
      }
      return { text, end: 'clean' };
    } catch {
      return { text, end: 'error' };
    }
  };
  return { read };
};

const fates = ['is ended by the server', 'breaks', 'is handed over to another worker'] as const;

const meetFate = async (bench: Bench, fate: (typeof fates)[number]): Promise<void> => {
  if (fate === 'is handed over to another worker') bench.multiplexer.handOver();
  else await bench.drop(fate === 'breaks' ? 'break' : 'end');
};

describe('a stream', () => {
  test.each([
    [fates[0], 'an EventSource', false, 'clean'],
    [fates[1], 'an EventSource', false, 'clean'],
    [fates[2], 'an EventSource', false, 'clean'],
    [fates[0], 'a client built on fetch', true, 'clean'],
    [fates[1], 'a client built on fetch', true, 'error'],
    [fates[2], 'a client built on fetch', true, 'error'],
  ] as const)('that %s, to %s', async (fate, _, seesBreaks, end) => {
    const bench = quietBench();
    const story = (await open(bench, seesBreaks)).read();
    await bench.send('id: 1\ndata: a\n\n');
    await meetFate(bench, fate);
    const seen = await story;
    expect(seen.text).toMatch(/^id: 1\ndata: a\n\n/);
    expect(seen.end).toBe(end);
  });

  test('that breaks on a detour is an error to a client built on fetch, too', async () => {
    const bench = quietBench({ join: 'native' });
    await bench.join('other');
    await bench.send('data: no id\n\n');
    const page = await open(bench, true);
    const story = page.read();
    await bench.drop('break', 'newest');
    expect((await story).end).toBe('error');
  });

  test('that breaks gives the page first what it has not taken yet', async () => {
    const bench = quietBench();
    const page = await open(bench, true);
    await bench.send('id: 1\ndata: a\n\n');
    await bench.send('id: 2\ndata: b\n\n');
    await bench.drop('break');
    expect(await page.read()).toEqual({
      text: 'id: 1\ndata: a\n\nid: 2\ndata: b\n\n',
      end: 'error',
    });
  });

  test('that broke goes on where the page says it stopped', async () => {
    const bench = new Bench();
    const page = await open(bench, true);
    const story = page.read();
    await bench.publish(3);
    await bench.drop('break');
    await story;
    const back = await open(bench, true, '2');
    await bench.publish(1);
    await bench.drop('end');
    const { text } = await back.read();
    expect(text.match(/(?<=^data: ).*$/gm)).toEqual(['3', '4']);
  });
});
