import { describe, expect, jest, test } from '@jest/globals';
import { campaign } from '../../chaos/campaign.js';
import { faultsIn } from '../../chaos/faults.js';
import '../kit/neverRetried.js';

jest.setTimeout(150_000);

describe.each(['chrome', 'firefox'] as const)('ten tabs in a short campaign (%s)', (browser) => {
  test('survive every fault, and end with complete logs over one connection', async () => {
    // Each fault once; `npm run chaos` goes on from there.
    const faults = faultsIn(browser);
    const { steps } = await campaign({ browser, seed: 1, faults: faults.length });
    expect(steps.flatMap(({ failure }) => failure ?? [])).toEqual([]);
    expect(new Set(steps.map(({ step }) => step.fault))).toEqual(new Set(faults));
    for (const { lost, doubled } of steps)
      expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
  });
});
