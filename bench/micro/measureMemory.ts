import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Claim } from '../figures/Claim.js';
import type { FigureTable } from '../figures/FigureTable.js';
import { eventStreamBytes } from './eventStreamBytes.js';
import { MicroStream } from './MicroStream.js';

const subscribers = 1000;
const readers = 10;
const eventsPerChunk = 50;
/** By then the replay buffer is full. */
const settled = 30_000;

/** What subscribers weigh, and whether the heap stays flat while events pass. */
export const measureMemory = async (
  events: number,
): Promise<{ table: FigureTable; claims: Claim[] }> => {
  const many = new MicroStream();
  await many.read(1);
  const before = await liveBytes();
  await many.read(subscribers);
  const perSubscriber = ((await liveBytes()) - before) / subscribers;
  await many.close();

  const stream = new MicroStream();
  await stream.read(readers);
  const { chunks } = eventStreamBytes(200, 200 * eventsPerChunk, 200 * eventsPerChunk);
  const pass = async (count: number): Promise<void> => {
    for (let sent = 0; sent < count; sent += eventsPerChunk) {
      // A chunk of its own each time, as from a network.
      await stream.send(chunks.map((chunk) => chunk.slice()));
    }
  };
  const start = performance.now();
  await pass(settled);
  const early = await liveBytes();
  await pass(events - settled);
  const late = await liveBytes();
  const seconds = (performance.now() - start) / 1000;
  await stream.close();

  const growth = (late - early) / 1e6;
  return {
    table: {
      title: 'Memory',
      rows: [
        { what: 'one subscriber, kB', figure: perSubscriber / 1000 },
        { what: `${events} events through ${readers} subscribers, s`, figure: seconds },
        { what: `in use after ${settled} of them, MB`, figure: early / 1e6 },
        { what: 'in use after all of them, MB', figure: late / 1e6 },
      ],
    },
    claims: [
      {
        what: `growth over ${events} events, MB`,
        figure: growth,
        relation: 'at most',
        bound: 1,
      },
    ],
  };
};

/** Bytes in use after what can be freed is freed. */
const liveBytes = async (): Promise<number> => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setImmediate(resolve));
    gc();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};
