import { withDeadline } from '../e2e/kit/withDeadline.js';
import { nothingNew } from './ChaosTab.js';
import type { ChaosTab } from './ChaosTab.js';
import type { Step } from './drawPlan.js';
import type { Fault } from './Fault.js';
import { faults } from './faults.js';
import type { FaultName } from './faults.js';
import { Random } from './Random.js';
import type { Scene } from './Scene.js';

/**
 * Milliseconds in which a fault must be over, and then every tab must have the newest event. Less than
 * the 30 seconds after which Firefox ends an idle worker, so that this helps nobody out.
 */
const deadline = 20_000;

/** What one step has shown. */
export interface StepResult {
  readonly step: Step<FaultName>;
  /** Milliseconds from the end of the fault until every tab had the newest event. */
  readonly recovery: number;
  readonly lost: number;
  readonly doubled: number;
  /** Gap events. */
  readonly gaps: number;
  /** Why this step has not been survived, if so. */
  readonly failure: string | undefined;
}

/** Inflicts one fault, and looks at what has become of the tabs. */
export const takeStep = async (scene: Scene, step: Step<FaultName>): Promise<StepResult> => {
  const fault: Fault = faults[step.fault];
  const problems: string[] = [];
  let recovery = 0;
  try {
    const random = new Random(step.seed);
    const over = scene.whilePublishing(async () => {
      // Whoever was looked at is hidden now, in the midst of what comes.
      await random.shuffled(scene.tabs)[0]?.tab.page.bringToFront();
      await fault.inflict(scene, random);
    });
    const longest = (fault.takes ?? 0) + deadline;
    await withDeadline(over, longest, () => 'Expected: the fault is over.');
    recovery = await converge(scene);
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  const news = await Promise.all(
    scene.tabs.map((tab) =>
      tab.news().catch((error: unknown) => {
        problems.push(`Tab ${tab.name}: ${String(error)}`);
        return nothingNew;
      }),
    ),
  );
  const sum = (key: 'lost' | 'doubled' | 'gaps'): number =>
    news.reduce((total, tab) => total + tab[key], 0);
  news.forEach(({ lost, doubled }, index) => {
    if (lost + doubled === 0) return;
    problems.push(`Tab ${index + 1} lost ${lost} events and got ${doubled} twice.`);
  });
  return {
    step,
    recovery,
    lost: sum('lost'),
    doubled: sum('doubled'),
    gaps: sum('gaps'),
    failure:
      problems.length > 0 ? [...problems, ...(await circumstances(scene))].join('\n') : undefined,
  };
};

/** What may explain a failure: the worker's own view, and the newest connections of the stream. */
const circumstances = async (scene: Scene): Promise<string[]> => [
  `Worker: ${(await scene.tabs[0]?.workerView()) ?? ''}`,
  ...connections(scene),
];

/** One line each. */
const connections = ({ feed, site: { server } }: Scene): string[] => {
  const now = performance.now();
  const ago = (at: number): string => `${Math.round(now - at)} ms ago`;
  return server
    .exchanges(feed.path)
    .slice(-20)
    .map(({ request, state, closedAt }) => {
      const after = request.lastEventId === undefined ? '' : ` after event ${request.lastEventId}`;
      const end = closedAt === undefined ? '' : ` until ${ago(closedAt)}`;
      return `Connection from ${ago(request.at)}${after}, ${state}${end}`;
    });
};

/**
 * Resolves when every tab has the newest event and the server has one connection.
 *
 * @returns the milliseconds until every tab had the newest event.
 */
export const converge = async ({ tabs, feed, site: { server } }: Scene): Promise<number> => {
  feed.publish();
  const start = performance.now();
  const behind = await Promise.all(tabs.map((tab) => whyBehind(tab, feed.count)));
  const recovery = performance.now() - start;
  const reasons = behind.flatMap((reason) => reason ?? []);
  if (reasons.length > 0) throw new Error(reasons.join('\n'));
  await server.untilConnected(feed.path, 1);
  return recovery;
};

/** Why a tab does not get this event, if it does not. */
const whyBehind = async (tab: ChaosTab, number: number): Promise<string | undefined> => {
  try {
    await tab.until(number, deadline);
    return undefined;
  } catch (error) {
    return `Tab ${tab.name}: ${error instanceof Error ? error.message : String(error)}`;
  }
};
