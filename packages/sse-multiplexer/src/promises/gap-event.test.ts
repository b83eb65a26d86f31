import { describe, expect, test } from '@jest/globals';
import type { MultiplexerOptions } from '../options/MultiplexerOptions.js';
import { Bench } from '../testing/Bench.js';
import { gapData } from '../testing/gapData.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

/** What each reason takes; returns the page that has to know. */
const situations: Record<string, (options: MultiplexerOptions) => Promise<ModelPage>> = {
  'not-resumed': async (options) => {
    const bench = new Bench(options, new ModelServer(false));
    const page = await bench.join('a');
    await bench.publish(2);
    await bench.drop();
    bench.server.publish(1);
    await bench.join(page);
    await bench.publish(1);
    return page;
  },
  'resume-ignored': async (options) => {
    const bench = new Bench(options, new ModelServer(false));
    const page = await bench.join('a');
    await bench.send('id: 1\ndata: 1\n\nid: 2\ndata: 2\n\n');
    await bench.drop();
    await bench.join(page);
    await bench.send('id: 1\ndata: 4\n\n');
    return page;
  },
  'replay-exceeded': async (options) => {
    const bench = new Bench({ ...options, replay: { events: 1 } }, new ModelServer(false));
    const [page, other] = [new ModelPage('a'), new ModelPage('b')];
    await bench.joinAll(page, other);
    await bench.publish(2);
    await bench.drop();
    await bench.join(other);
    await bench.publish(1);
    await bench.publish(1);
    await bench.join(page);
    await bench.send('data: 4\n\n');
    return page;
  },
  'position-unknown': async (options) => {
    const bench = new Bench({ ...options, resume: false });
    await bench.join('b');
    await bench.publish(3);
    const page = new ModelPage('a', true);
    page.lastEventId = 'lost';
    page.events.push(...['1', '2'].map((data) => ({ data, id: undefined, event: undefined })));
    await bench.join(page);
    await bench.publish(1);
    return page;
  },
};

describe.each(Object.keys(situations))('%s', (reason) => {
  const situation = situations[reason];
  if (!situation) throw new Error('A situation was expected.');

  test('is told by an event between what came before and what comes after', async () => {
    const { log, events } = await situation({});
    expect(log).toEqual(['1', '2', gapData(reason), '4']);
    expect(events[2]).toMatchObject({ event: 'event-stream-gap' });
  });

  test('under the name that is configured', async () => {
    const { events } = await situation({ gap: 'oops' });
    expect(events.map(({ event }) => event)).toEqual([undefined, undefined, 'oops', undefined]);
  });

  test('not at all with gap: false', async () => {
    expect((await situation({ gap: false })).log).toEqual(['1', '2', '4']);
  });
});

describe('a gap of the stream', () => {
  test('is found at its place by everybody, whenever they come back, once', async () => {
    const bench = new Bench({}, new ModelServer(false));
    const pages = ['a', 'b', 'c'].map((id) => new ModelPage(id));
    await bench.joinAll(...pages);
    await bench.publish(1);
    await bench.drop();
    for (const page of pages) {
      await bench.join(page);
      await bench.publish(1);
    }
    for (const { log } of pages) expect(log).toEqual(['1', gapData('not-resumed'), '2', '3', '4']);
  });

  test('changes neither the last event ID nor what the stream is resumed with', async () => {
    const bench = new Bench({ resume: false });
    const page = new ModelPage('a');
    await bench.join(page);
    await bench.publish(2);
    await bench.drop();
    await bench.join(page);
    expect(page).toMatchObject({ lastEventId: '2', log: ['1', '2', gapData('not-resumed')] });
  });

  test('is none where nothing can be missing: nothing had come yet', async () => {
    const bench = new Bench({}, new ModelServer(false));
    const page = await bench.join('a');
    await bench.drop();
    await bench.join(page);
    await bench.publish(1);
    expect(page.log).toEqual(['1']);
  });

  test('is none where the server goes on at the ID: with it, or right behind it', async () => {
    for (const first of ['id: 2\n\nid: 3\ndata: 3\n\n', 'id: 3\ndata: 3\n\n']) {
      const bench = new Bench({}, new ModelServer(false));
      const page = await bench.join('a');
      await bench.send('id: 1\ndata: 1\n\nid: 2\ndata: 2\n\n');
      await bench.drop();
      await bench.join(page);
      await bench.send(first);
      expect(page.log).toEqual(['1', '2', '3']);
    }
  });
});
