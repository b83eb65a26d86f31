import { Random } from './Random.js';

/** One step of a campaign. */
export interface Step<Name extends string> {
  /** From 1. */
  readonly number: number;
  readonly fault: Name;
  /** Of what the fault itself leaves to chance, so that one fault's draws do not move the next one's. */
  readonly seed: number;
}

/** The same faults in the same order for the same seed: every fault once, then every fault again. */
export const drawPlan = <Name extends string>(
  seed: number,
  count: number,
  faults: readonly Name[],
): Step<Name>[] => {
  const random = new Random(seed);
  const plan: Step<Name>[] = [];
  let deck: Name[] = [];
  while (plan.length < count) {
    if (deck.length === 0) deck = random.shuffled(faults);
    const fault = deck.pop();
    if (fault === undefined) throw new TypeError('There are no faults to draw from.');
    plan.push({ number: plan.length + 1, fault, seed: random.int(0, 0x7fffffff) });
  }
  return plan;
};
