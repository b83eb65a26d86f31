import type { Claim } from '../figures/Claim.js';
import type { FigureTable } from '../figures/FigureTable.js';
import { median } from '../figures/median.js';
import { eventStreamBytes } from './eventStreamBytes.js';
import type { Effort } from './inTurn.js';
import { MicroStream } from './MicroStream.js';

const buffered = 10_000;
const joinsPerRound = 200;

/** How long a page waits for its response, while the replay buffer is full. */
export const measureJoining = async ({
  rounds,
}: Effort): Promise<{ table: FigureTable; claims: Claim[] }> => {
  const stream = new MicroStream();
  await stream.read(1);
  const send = async (events: number): Promise<void> => {
    const { chunks } = eventStreamBytes(200, 10_000, events * 200);
    for (const chunk of chunks) await stream.send([chunk]);
  };
  await send(buffered + 1000);

  const perJoin = async (lastEventId: ((join: number) => string) | undefined): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const start = performance.now();
      for (let join = 0; join < joinsPerRound; join++) {
        const { body } = await stream.join(`joiner ${join}`, lastEventId?.(join));
        await body?.cancel();
      }
      times.push((performance.now() - start) / joinsPerRound);
    }
    return median(times.slice(1)) * 1000;
  };
  const afterAnEvent = async (): Promise<number> => {
    const times: number[] = [];
    for (let round = 0; round <= rounds * 5; round++) {
      await send(1);
      const start = performance.now();
      const { body } = await stream.join('joiner', String(1_000_000 + buffered - 10));
      times.push(performance.now() - start);
      await body?.cancel();
    }
    return median(times.slice(1)) * 1000;
  };

  const newest = 1_000_000 + buffered + 999;
  const rows = [
    { page: 'new', µs: await perJoin(undefined) },
    { page: 'back, 10 events behind', µs: await perJoin((join) => String(newest - 10 - join)) },
    { page: 'back, 9,000 events behind', µs: await perJoin(() => String(newest - 9000)) },
    { page: 'back, the first one after an event', µs: await afterAnEvent() },
  ];
  await stream.close();
  const table = { title: `Joining a stream of which ${buffered} events are kept`, rows };
  return { table, claims: [] };
};
