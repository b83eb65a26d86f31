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

const blockBytes = 200;

/** What an event costs for each subscriber, from the upstream's chunk to the page's `read`. */
export const measureFanOut = async ({
  rounds,
}: Effort): Promise<{ table: FigureTable; claims: Claim[] }> => {
  const rows: Record<string, number>[] = [];
  for (const { subscribers, streams } of shapes) {
    const all = Array.from({ length: streams }, (_, i) => new MicroStream({}, `stream ${i}`));
    await Promise.all(all.map((stream) => stream.read(subscribers)));
    const perEvent = async (eventsPerChunk: number): Promise<number> => {
      const events = Math.max(eventsPerChunk, Math.round(20_000 / subscribers / streams));
      const { chunks, blocks } = eventStreamBytes(
        blockBytes,
        blockBytes * eventsPerChunk,
        blockBytes * events,
      );
      const times: number[] = [];
      for (let round = 0; round <= rounds; round++) {
        const start = performance.now();
        for (const chunk of chunks) await Promise.all(all.map((stream) => stream.send([chunk])));
        times.push((performance.now() - start) / blocks / subscribers / streams);
      }
      // The first round warms up.
      return median(times.slice(1)) * 1000;
    };
    rows.push({
      subscribers,
      streams,
      'one event in a chunk, µs': await perEvent(1),
      'fifty events in a chunk, µs': await perEvent(50),
    });
    await Promise.all(all.map((stream) => stream.close()));
  }
  const table = {
    title: 'Fan-out: time for each event and subscriber, the reading included',
    rows,
  };
  return { table, claims: [] };
};
