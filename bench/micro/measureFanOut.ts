import type { Claim } from '../figures/Claim.js';
import type { FigureTable } from '../figures/FigureTable.js';
import { median } from '../figures/median.js';
import { eventStreamBytes } from './eventStreamBytes.js';
import type { Effort } from './inTurn.js';
import { MicroStream } from './MicroStream.js';

const shapes = [
  { subscribers: 1, streams: 1 },
  { subscribers: 10, streams: 1 },
  { subscribers: 100, streams: 1 },
  { subscribers: 1000, streams: 1 },
  { subscribers: 10, streams: 10 },
  { subscribers: 10, streams: 100 },
];

type Shape = (typeof shapes)[number];

const blockBytes = 200;

/** What an event costs for each subscriber, from the upstream's chunk to the page's `read`. */
export const measureFanOut = async ({
  rounds,
}: Effort): Promise<{ table: FigureTable; claims: Claim[] }> => {
  const rows: Record<string, number>[] = [];
  // Once for nothing: the first run is not compiled yet.
  await measureShape({ subscribers: 10, streams: 10 }, 3);
  for (const shape of shapes) rows.push(await measureShape(shape, rounds));
  const title = 'Fan-out: time for each event and subscriber, the reading included';
  return { table: { title, rows }, claims: [] };
};

const measureShape = async (
  { subscribers, streams }: Shape,
  rounds: number,
): Promise<Record<string, number>> => {
  const all = Array.from({ length: streams }, (_, i) => new MicroStream({}, `stream ${i}`));
  await Promise.all(all.map((stream) => stream.read(subscribers)));
  const perEvent = async (eventsPerChunk: number): Promise<number> => {
    const events = Math.max(eventsPerChunk, Math.round(20_000 / subscribers / streams));
    const bytes = blockBytes * events;
    const { chunks, blocks } = eventStreamBytes(blockBytes, blockBytes * eventsPerChunk, bytes);
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      for (const chunk of chunks) await Promise.all(all.map((stream) => stream.send([chunk])));
      times.push((performance.now() - start) / blocks / subscribers / streams);
    }
    return median(times) * 1000;
  };
  const row = {
    subscribers,
    streams,
    'one event in a chunk, µs': await perEvent(1),
    'fifty events in a chunk, µs': await perEvent(50),
  };
  await Promise.all(all.map((stream) => stream.close()));
  return row;
};
