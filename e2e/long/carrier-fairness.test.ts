import { expect, test } from '@jest/globals';
import { carryEventStreams } from 'sse-carrier';
import { describeInBrowsers } from '../kit/describeInBrowsers.js';
import '../kit/neverRetried.js';
import type { Tab } from '../kit/Tab.js';

/** Events of the quiet stream, each sent when the page has acknowledged the one before. */
const events = 200;

/** Bytes of the flood by which it counts as one. */
const leastFlood = 2_000_000;

/** Bytes of the flood that may be written at most before an event is acknowledged. */
const mostBefore = 1_000_000;

const block = `data: ${'x'.repeat(1000)}\n\n`;

const hearQuiet = (url: string): void => {
  new EventSource(url).onmessage = ({ data }: MessageEvent<string>) => void fetch(`/got/${data}`);
};

const hearFlood = (url: string): void => {
  new EventSource(url).onmessage = () => undefined;
};

describeInBrowsers('a stream that floods, over a carrier,', (kit) => {
  test('lets little of itself come before an event of a quiet one', async () => {
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
    server.route('/quiet', (exchange) => void exchange.open());
    const [quiet, flood] = (await stage.openTabs(2)) as [Tab, Tab];
    await quiet.page.evaluate(hearQuiet, '/quiet');
    const stream = await server.request('/quiet');
    await flood.page.evaluate(hearFlood, '/flood');
    await server.until('a flood', () => flooded > leastFlood / 2);
    const before: number[] = [];
    for (let event = 1; event <= events; event++) {
      const start = flooded;
      const path = `/got/${event}`;
      server.route(path, (exchange) => {
        exchange.respond(204);
      });
      await stream.write(`data: ${event}\n\n`);
      await server.request(path);
      before.push(flooded - start);
    }
    before.sort((a, b) => a - b);
    console.log(
      `${kit.browserName}: of the flood, ${(flooded / 1e6).toFixed(0)} MB, before an event is acknowledged ` +
        `kB: median ${((before[events / 2] ?? NaN) / 1e3).toFixed(0)}, most ${((before.at(-1) ?? NaN) / 1e3).toFixed(0)}`,
    );
    expect(flooded).toBeGreaterThan(leastFlood);
    expect(before.at(-1)).toBeLessThanOrEqual(mostBefore);
  });
});
