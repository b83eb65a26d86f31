import type { FigureTable } from './figures/FigureTable.js';

/** Of a CPU profile, what is needed here. */
export interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[];
  readonly samples?: readonly number[];
  /** Microseconds from one sample to the next. */
  readonly timeDeltas?: readonly number[];
}

interface CallFrame {
  readonly functionName: string;
}

/** Functions that a table shows. */
const shown = 12;

/** The functions in which most time was spent, what they call not included. */
export const selfTimes = ({ nodes, samples = [], timeDeltas = [] }: CpuProfile): FigureTable => {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.functionName]));
  const times = new Map<string, number>();
  samples.forEach((id, index) => {
    const name = names.get(id) || '(anonymous)';
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  });
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  const rows = [...times]
    .sort(([, a], [, b]) => b - a)
    .slice(0, shown)
    .map(([name, time]) => ({ function: name, ms: time, 'of all time, %': (100 * time) / total }));
  return { title: 'Where the worker spends its time', rows };
};
