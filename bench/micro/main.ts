import { writeFileSync } from 'node:fs';
import { formatClaims } from '../figures/formatClaims.js';
import { formatTable } from '../figures/formatTable.js';
import { holds } from '../figures/holds.js';
import { readOptions, usage } from './readOptions.js';
import { runMicro } from './runMicro.js';
import { readCommand } from '../../scripts/lib/readCommand.mjs';

/** Runs the command; resolves with its exit status: 1 when a claim is not reached. */
export const main = async (args: readonly string[]): Promise<number> => {
  const command = readCommand(args, readOptions, usage);
  if (typeof command === 'number') return command;
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}`);
  const { tables, claims } = await runMicro(command, (table) => {
    console.log(`\n${formatTable(table)}`);
  });
  console.log(`\n${formatClaims(claims)}`);
  if (command.json !== undefined) {
    writeFileSync(command.json, `${JSON.stringify({ tables, claims }, undefined, 2)}\n`);
  }
  return claims.every(holds) ? 0 : 1;
};
