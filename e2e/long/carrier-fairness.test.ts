import { expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { carryEventStreams } from 'sse-carrier';
import { percentile } from '../../bench/figures/percentile.js';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import '../kit/neverRetried.js';
import type { Tab } from '../kit/Tab.js';

/** Milliseconds between two events of the quiet stream, and of one phase alone or beside the flood. */
const period = 5;
const phase = 1000;

const rounds = 8;

/** Bytes of the flood by which it counts as one. */
const leastFlood = 4_000_000;

const block = `data: ${'x'.repeat(1000)}\n\n`;

const hearQuiet = (url: string): void => {
  const latencies: [sent: number, latency: number][] = [];
  const source = new EventSource(url);
  source.onmessage = ({ data }: MessageEvent<string>) => {
    latencies.push([Number(data), performance.timeOrigin + performance.now() - Number(data)]);
  };
  Object.assign(window, { latencies });
};

const hearFlood = (url: string): void => {
  Object.assign(window, { flood: new EventSource(url) });
};

const closeFlood = (): void => {
  (window as unknown as { flood: EventSource }).flood.close();
};

const latenciesOf = ({ page }: Tab): Promise<[number, number][]> =>
  page.evaluate(() => (window as unknown as { latencies: [number, number][] }).latencies);

describeInBrowsers('a stream that floods, over a carrier,', (kit) => {
  test('lets a quiet one beside it be at most three times as late as alone', async () => {
    // Without a memory, into which the hub would copy every byte; the quiet tab stands behind the other one.
    const stage = await kit.set({
      worker: 'carrier',
      multiplex: { replay: false, hiddenDelay: false },
    });
    const { server } = stage;
    server.serve(carryEventStreams({ path: '/event-streams' }));
    let flooded = 0;
    server.route('/flood', (exchange) => {
      exchange.open();
      void (async () => {
        while (exchange.state === 'streaming') {
          await exchange.write(block.repeat(64));
          flooded += 64 * block.length;
          await new Promise(setImmediate);
        }
      })();
    });
    server.route('/quiet', (exchange) => {
      exchange.open();
      const timer = setInterval(() => {
        if (exchange.state === 'streaming')
          void exchange.write(`data: ${performance.timeOrigin + performance.now()}\n\n`);
        else clearInterval(timer);
      }, period);
    });
    const [quiet, flood] = (await stage.openTabs(2)) as [Tab, Tab];
    await quiet.page.evaluate(hearQuiet, '/quiet');
    await server.request('/quiet');
    const borders: [from: number, to: number][] = [];
    for (let round = 0; round < rounds; round++) {
      await delay(phase);
      const from = performance.timeOrigin + performance.now();
      await flood.page.evaluate(hearFlood, '/flood');
      await delay(phase);
      await flood.page.evaluate(closeFlood);
      borders.push([from, performance.timeOrigin + performance.now()]);
      await server.untilConnected('/flood', 0);
    }
    const latencies = await latenciesOf(quiet);
    const isBeside = ([sent]: [number, number]): boolean =>
      borders.some(([from, to]) => sent >= from && sent <= to);
    const p99 = (which: [number, number][]): number =>
      percentile(Float64Array.from(which, ([, latency]) => latency).sort(), 0.99);
    const alone = p99(latencies.filter((one) => !isBeside(one)));
    const beside = p99(latencies.filter(isBeside));
    console.log(
      `${kit.browserName}: p99 alone ${alone.toFixed(1)} ms, beside ${beside.toFixed(1)} ms; ` +
        `flood ${(flooded / 1e6).toFixed(0)} MB, ${latencies.length} events`,
    );
    expect(flooded).toBeGreaterThan(leastFlood);
    expect(beside).toBeLessThanOrEqual(3 * alone);
  });
});
