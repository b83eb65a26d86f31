import type { BenchCommand } from './BenchCommand.js';
import { measureWay } from './measureWay.js';
import { PublisherProcess } from './publisher/PublisherProcess.js';
import { ReportDesk } from './ReportDesk.js';
import type { Sample } from './Sample.js';
import { mostNatively } from './mostNatively.js';
import { siteFiles } from './siteFiles.js';
import type { Way } from './Way.js';

/**
 * Measures every way after the other, and all of them again, round by round: what else the machine does
 * meanwhile falls on all alike.
 *
 * @param onRound - called after each round with all that was measured so far.
 */
export const runRounds = async (
  { rounds, tabs, streams, ways, scenarios }: BenchCommand,
  onRound: (samples: readonly Sample[]) => Promise<void>,
): Promise<Sample[]> => {
  const publisher = new PublisherProcess();
  const desk = await ReportDesk.open();
  const samples: Sample[] = [];
  try {
    const origin = await publisher.serve(siteFiles());
    for (let round = 1; round <= rounds; round++) {
      for (const count of tabs) {
        for (const way of ways) {
          // More tabs than it has connections for tell nothing that fewer do not.
          if (isCompared(way, count, tabs)) continue;
          const start = performance.now();
          const place = { round, tabs: count, streams };
          const measured = await measureWay({ publisher, desk, origin }, way, place, scenarios);
          samples.push(...measured);
          const seconds = ((performance.now() - start) / 1000).toFixed(0);
          console.log(
            `Round ${round} of ${rounds}, ${count} tab(s), ${way.title}: ` +
              `${measured[0]?.served ?? 0} served, ${seconds} s`,
          );
        }
      }
      await onRound(samples);
    }
  } finally {
    await publisher.stop();
    await desk.close();
  }
  return samples;
};

/** Whether other ways, with so many tabs, are compared with what this one does with fewer. */
const isCompared = ({ name }: Way, count: number, tabs: readonly number[]): boolean =>
  name === 'native' && count > mostNatively && tabs.includes(mostNatively);
