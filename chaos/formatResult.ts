import { textTable } from '../scripts/lib/textTable.mjs';
import type { CampaignResult } from './campaign.js';
import type { StepResult } from './takeStep.js';

/** The result as a table for the terminal: one line for each fault. */
export const formatResult = ({ steps }: CampaignResult): string => {
  const head = ['fault', 'times', 'slowest recovery', 'lost', 'doubled', 'gap events'];
  const names = [...new Set(steps.map(({ step }) => step.fault))].sort();
  const rows = names.map((name) => [
    name,
    ...cells(steps.filter(({ step }) => step.fault === name)),
  ]);
  return textTable(head, [...rows, ['all', ...cells(steps)]]);
};

const cells = (steps: readonly StepResult[]): string[] => {
  const sum = (key: 'lost' | 'doubled' | 'gaps'): string =>
    String(steps.reduce((total, result) => total + result[key], 0));
  const slowest = Math.max(...steps.map(({ recovery }) => recovery));
  return [
    String(steps.length),
    `${Math.round(slowest)} ms`,
    sum('lost'),
    sum('doubled'),
    sum('gaps'),
  ];
};
