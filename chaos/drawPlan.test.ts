import { expect, test } from '@jest/globals';
import { drawPlan } from './drawPlan.js';

const faults = ['reload', 'crash', 'reset', 'stall'] as const;

test('the same seed draws the same plan, another seed another one', () => {
  const plan = drawPlan(1, 40, faults);
  expect(drawPlan(1, 40, faults)).toEqual(plan);
  expect(drawPlan(2, 40, faults)).not.toEqual(plan);
});

test('a longer plan begins like a shorter one', () => {
  expect(drawPlan(7, 100, faults).slice(0, 15)).toEqual(drawPlan(7, 15, faults));
});

test('every fault comes equally often', () => {
  const plan = drawPlan(3, 40, faults);
  for (const fault of faults) {
    expect(plan.filter((step) => step.fault === fault)).toHaveLength(10);
  }
});
