import type { Claim } from '../figures/Claim.js';
import type { FigureTable } from '../figures/FigureTable.js';
import { measureFanOut } from './measureFanOut.js';
import { measureJoining } from './measureJoining.js';
import { measureMatchers } from './measureMatchers.js';
import { measureMemory } from './measureMemory.js';
import { measureSplitter } from './measureSplitter.js';
import type { Subject } from './readOptions.js';

/** What one measurement gives. */
interface Measured {
  readonly table: FigureTable;
  readonly claims: readonly Claim[];
}

/**
 * Measures the core in this process.
 *
 * @param onTable - called with each table as soon as it is there.
 */
export const runMicro = async (
  { only, rounds, quick }: { only: readonly Subject[]; rounds: number; quick: boolean },
  onTable: (table: FigureTable) => void,
): Promise<{ tables: FigureTable[]; claims: Claim[] }> => {
  const effort = { rounds, time: quick ? 30 : 100 };
  const measure: Record<Subject, () => Measured | Promise<Measured>> = {
    splitter: () => measureSplitter(effort),
    'fan-out': () => measureFanOut(effort),
    joining: () => measureJoining(effort),
    matchers: () => measureMatchers(effort),
    memory: () => measureMemory(quick ? 100_000 : 1_000_000),
  };
  const tables: FigureTable[] = [];
  const claims: Claim[] = [];
  for (const subject of only) {
    const measured = await measure[subject]();
    tables.push(measured.table);
    claims.push(...measured.claims);
    onTable(measured.table);
  }
  return { tables, claims };
};
