import { afterEach, expect, jest, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { carryEventStreams } from '../index.js';
import { listenOn } from '../testing/listenOn.js';
import { ModelWorker } from '../testing/ModelWorker.js';
import { StreamText } from '../testing/StreamText.js';

jest.setTimeout(60_000);
const path = '/event-streams';
const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const block = `data: ${'x'.repeat(1000)}\n\n`;

/** A server with a quiet stream, and one that floods as fast as it is read. */
const open = async () => {
  const state = { flooded: 0, isFlooding: false, quiet: undefined as ServerResponse | undefined };
  const carry = carryEventStreams({ path });
  const { origin, stop } = await listenOn((request, response) =>
    carry(request, response, () => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
      if (request.url === '/quiet') state.quiet = response;
      else {
        const flood = (): void => {
          if (response.destroyed) return;
          state.flooded += 64 * block.length;
          if (response.write(block.repeat(64))) setImmediate(flood);
          else response.once('drain', flood);
        };
        flood();
      }
    }),
  );
  ends.push(stop);
  const worker = new ModelWorker(origin);
  ends.push(() => worker.end());
  return { worker, state };
};

test('little of a flooding stream comes before an event of a quiet one, and it is itself not starved', async () => {
  const { worker, state } = await open();
  const quiet = new StreamText(await worker.open('/quiet'));
  const reader = (await worker.open('/flood')).body?.getReader();
  let read = 0;
  void (async () => {
    for (;;) {
      const piece = await reader?.read();
      if (!piece || piece.done) return;
      read += piece.value.length;
    }
  })();
  const before: number[] = [];
  for (let event = 1; event <= 600; event++) {
    await delay(5);
    const start = read;
    state.quiet?.write(`data: ${event}.\n\n`);
    await quiet.until(`data: ${event}.`);
    quiet.text = '';
    before.push(read - start);
  }
  await reader?.cancel();
  expect(Math.max(...before)).toBeLessThanOrEqual(128 * 1024);
  expect(read).toBeGreaterThan(1e6);
});

test('a stream that nobody reads is no longer sent, and holds up no other', async () => {
  const { worker, state } = await open();
  const stuck = await worker.open('/flood');
  const quiet = new StreamText(await worker.open('/quiet'));
  for (let event = 1; event <= 50; event++) {
    state.quiet?.write(`data: ${event}.\n\n`);
    await quiet.until(`data: ${event}.`);
  }
  // What the window, a chunk and the pipes between hold.
  expect(state.flooded).toBeLessThan(2e6);
  await stuck.body?.cancel();
});
