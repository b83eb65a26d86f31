import type { BrowserName } from '../e2e/kit/BrowserName.js';
import { drawPlan } from './drawPlan.js';
import { faultsIn } from './faults.js';
import type { FaultName } from './faults.js';
import { Scene } from './Scene.js';
import { converge, takeStep } from './takeStep.js';
import type { StepResult } from './takeStep.js';

export interface CampaignOptions {
  readonly browser: BrowserName;
  readonly seed: number;
  /** How many faults; from a hundred on, those that take minutes come once each besides. */
  readonly faults: number;
  /** Which faults; default: all that there are in the browser. */
  readonly only?: readonly FaultName[];
  /** Told of each step. */
  readonly onStep?: (result: StepResult) => void;
}

/** What a campaign has shown. */
export interface CampaignResult {
  readonly browser: BrowserName;
  readonly seed: number;
  /** Up to and with the first that was not survived. */
  readonly steps: readonly StepResult[];
  readonly events: number;
  /** Connections that the tabs' stream has had at the server. */
  readonly connections: number;
}

/** Inflicts fault after fault on ten tabs, until one is not survived. */
export const campaign = async (options: CampaignOptions): Promise<CampaignResult> => {
  const { browser, seed, onStep } = options;
  const scene = await Scene.set(browser);
  const isAskedFor = (name: FaultName): boolean => options.only?.includes(name) ?? true;
  const names = faultsIn(browser).filter(isAskedFor);
  const long = faultsIn(browser, { areLong: true }).filter(isAskedFor);
  const hasLong = options.faults >= 100 || names.length === 0;
  const plan = [
    ...drawPlan(seed, names.length > 0 ? options.faults : 0, names),
    ...drawPlan(seed, hasLong ? long.length : 0, long),
  ].map((step, index) => ({ ...step, number: index + 1 }));
  const steps: StepResult[] = [];
  try {
    await converge(scene);
    for (const step of plan) {
      const result = await takeStep(scene, step);
      steps.push(result);
      onStep?.(result);
      if (result.failure !== undefined) break;
    }
    const { feed, site } = scene;
    const connections = site.server.exchanges(feed.path).length;
    return { browser, seed, steps, events: feed.count, connections };
  } finally {
    await scene.close();
  }
};
