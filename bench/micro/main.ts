import { writeFileSync } from 'node:fs';
import { formatClaims } from '../figures/formatClaims.js';
import { formatTable } from '../figures/formatTable.js';
import { holds } from '../figures/holds.js';
import { type MicroCommand, readOptions, usage } from './readOptions.js';
import { runMicro } from './runMicro.js';

/** Runs the command; resolves with its exit status: 1 when a claim is not reached. */
export const main = async (args: readonly string[]): Promise<number> => {
  let command: MicroCommand;
  try {
    command = readOptions(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  if (command.help) {
    console.log(usage);
    return 0;
  }
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
