import { describe, expect, jest, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import { ModelPage } from '../testing/ModelPage.js';
import { ModelServer } from '../testing/ModelServer.js';
import { useFakeTime } from '../testing/useFakeTime.js';

useFakeTime();

const MIB = 1024 * 1024;

const keptBy = (bench: Bench): number[] =>
  bench.multiplexer.inspect().streams.map(({ replay }) => replay.bytes);

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

/** A page on a stream of its own. */
const pageOn = (stream: string): ModelPage =>
  new ModelPage(`page of ${stream}`, false, `https://app.test/${stream}`);

const event = (data: string): string => `data: ${data}\n\n`;

describe('the events of all streams of a worker together', () => {
  test('are at most 32 MiB: of forty streams of 4 MiB that have ended', async () => {
    const bench = new Bench({ join: 'native' }, new ModelServer(false));
    for (let n = 0; n < 40; n++) {
      await bench.join(pageOn(`answer?t=${n}`));
      for (let part = 0; part < 4; part++) {
        await bench.send(event('x'.repeat(MIB - 8)), 'newest');
        expect(sum(keptBy(bench))).toBeLessThanOrEqual(32 * MIB);
      }
      await bench.drop();
    }
    expect(keptBy(bench)).toHaveLength(40);
    expect(sum(keptBy(bench))).toBeGreaterThan(24 * MIB);
    await bench.pass(120_000);
    expect(keptBy(bench)).toEqual([]);
  });

  test('are forgotten the oldest first, whichever stream they are of', async () => {
    const bench = new Bench({ replay: { total: 10 * 8 } }, new ModelServer(false));
    await bench.join(pageOn('a'));
    for (let n = 0; n < 8; n++) await bench.send(event('.'));
    await bench.pass(1);
    await bench.join(pageOn('b'));
    for (let n = 0; n < 3; n++) await bench.send(event('.'), 'newest');
    // At 81 bytes to seven eighths, twice.
    expect(keptBy(bench)).toEqual([4 * 9, 3 * 9]);
  });

  test('stay for the tab that waits for them longer than those for which nobody waits', async () => {
    const bench = new Bench({ replay: { total: 200 } }, new ModelServer(false));
    const [away, busy] = [pageOn('a'), pageOn('b')];
    const other = pageOn('a');
    await bench.joinAll(away, other, busy);
    await bench.send(event('1'), 'oldest');
    await bench.send(event('2'), 'oldest');
    bench.multiplexer.letGo(new Set([away.clientId]));
    await bench.join(new ModelPage('stays', false, 'https://app.test/a'));
    await bench.send(event('3'), 'oldest');
    await bench.pass(1);
    for (let n = 0; n < 100; n++) await bench.send(event('.'), 'newest');
    expect(sum(keptBy(bench))).toBeLessThanOrEqual(200);
    await bench.join(away);
    expect(away.log).toEqual(['1', '2', '3']);
  });

  test('do not go over it for the sake of a tab that waits', async () => {
    const bench = new Bench({ join: 'live', replay: { total: 200 } }, new ModelServer(false));
    const away = new ModelPage('away');
    await bench.joinAll(away, new ModelPage('stays'));
    await bench.send(event('1'));
    bench.multiplexer.letGo(new Set(['away']));
    for (let n = 0; n < 100; n++) await bench.send(event('.'));
    expect(sum(keptBy(bench))).toBeLessThanOrEqual(200);
    await bench.join(away);
    expect(away.log).toEqual(['1', '{"reason":"replay-exceeded"}']);
  });
});

describe('a stream that has ended', () => {
  test('is kept no longer than there is a client that could come back', async () => {
    const bench = new Bench();
    const page = await bench.join('a');
    await bench.publish(1);
    await bench.drop();
    expect(keptBy(bench)).toHaveLength(1);
    const gone = new Set([page.clientId]);
    bench.positions.forget(gone);
    bench.multiplexer.letGo(gone);
    expect([keptBy(bench), jest.getTimerCount()]).toEqual([[], 0]);
  });

  test('is kept for a moment for a client built on fetch, to which its end is no error', async () => {
    const bench = new Bench();
    const page = new ModelPage('a');
    page.seesBreaks = true;
    await bench.join(page);
    await bench.publish(1);
    await bench.drop();
    await bench.pass(7999);
    expect(keptBy(bench)).toHaveLength(1);
    await bench.pass(1);
    expect([keptBy(bench), jest.getTimerCount()]).toEqual([[], 0]);
  });
});
