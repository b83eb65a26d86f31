import { describe, expect, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import { detour } from '../testing/detour.js';
import { eventText } from '../testing/eventText.js';
import { ModelServer } from '../testing/ModelServer.js';
import { numbers } from '../testing/numbers.js';
import { pageWith } from '../testing/pageWith.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

describe('separate, then merged: one upstream, two, one', () => {
  test('the separate one behind: it meets an event that the shared stream keeps', async () => {
    const { bench, live, old, onShared, onSeparate } = await detour();
    await onSeparate(eventText(3, 6));
    expect([old.log.length, bench.open]).toEqual([4, 2]);
    await onSeparate(eventText(7));
    expect(bench.open).toBe(1);
    await onShared(eventText(11, 12));
    expect(old.log).toEqual(numbers(3, 12));
    expect(live.log).toEqual(numbers(1, 12));
  });

  test('the separate one ahead: the shared stream receives the event that came last on it', async () => {
    const { bench, live, old, onShared, onSeparate } = await detour();
    await onSeparate('data: what was missed\n\n');
    await onSeparate(eventText(11, 12));
    expect(bench.open).toBe(2);
    await onShared(eventText(11));
    expect(bench.open).toBe(2);
    await onShared(eventText(12));
    expect(bench.open).toBe(1);
    await onShared(eventText(13));
    expect(old.log).toEqual(['what was missed', '11', '12', '13']);
    expect(live.log).toEqual(numbers(1, 13));
  });

  test('all in one chunk: what is behind the meeting place comes from the shared stream, once', async () => {
    const { bench, old, onShared, onSeparate } = await detour();
    await onSeparate(eventText(3, 10));
    await onShared(eventText(11));
    await onSeparate(eventText(11));
    expect(old.log).toEqual(numbers(3, 11));
    expect(bench.open).toBe(1);
  });

  test('under load, with both sides cut into small chunks', async () => {
    const bench = new Bench({ replay: { events: 3 } });
    const live = await bench.join('live');
    await bench.publish(20);
    bench.server.chunkBytes = 5;
    const old = bench.join(pageWith('2'));
    for (let n = 0; n < 50; n++) bench.server.publish(1);
    const page = await old;
    await bench.publish(30);
    expect(page.log).toEqual(numbers(3, 100));
    expect(live.log).toEqual(numbers(1, 100));
    expect(bench.open).toBe(1);
  });

  test('before anything has come: what looks like a BOM is still part of a line', async () => {
    const bench = new Bench({ replay: { events: 3 } }, new ModelServer(false));
    const live = await bench.join('live');
    await bench.send(eventText(1, 10));
    const ahead = await bench.join(pageWith('11'));
    await bench.send(eventText(11), 'oldest');
    expect(bench.open).toBe(1);
    await bench.send('\uFEFFdata: of an unknown field\ndata: 12\n\n');
    expect(ahead.log).toEqual(['12']);
    expect(live.log).toEqual(numbers(1, 12));
  });

  test('not at an ID that stands twice', async () => {
    const { bench, old, onShared, onSeparate } = await detour();
    await onShared('id: twice\ndata: a\n\nid: twice\ndata: b\n\n');
    await onSeparate('id: twice\ndata: a\n\n');
    expect(bench.open).toBe(2);
    await onSeparate('id: twice\ndata: b\n\nid: once\ndata: c\n\n');
    await onShared('id: once\ndata: c\n\ndata: d\n\n');
    expect(old.log).toEqual(['a', 'b', 'c', 'd']);
    expect(bench.open).toBe(1);
  });

  test('not where the separate stream has gone on without an ID', async () => {
    const { bench, old, onShared, onSeparate } = await detour();
    await onSeparate('id: 11\ndata: 11\n\ndata: more\n\n');
    await onShared('id: 11\ndata: 11\n\ndata: more\n\n');
    expect(bench.open).toBe(2);
    await onSeparate(eventText(12));
    await onShared(eventText(12));
    await onShared(eventText(13));
    expect(old.log).toEqual(['11', 'more', '12', '13']);
    expect(bench.open).toBe(1);
  });
});
