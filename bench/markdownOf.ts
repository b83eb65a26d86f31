import { formatFigure } from './figures/formatFigure.js';
import type { Claim } from './figures/Claim.js';
import type { FigureTable } from './figures/FigureTable.js';
import { holds } from './figures/holds.js';

/** The tables and what of the claims holds, for a Markdown file. */
export const markdownOf = (tables: readonly FigureTable[], claims: readonly Claim[]): string => {
  const sections = tables.map(({ title, rows }) => {
    const head = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const body = rows.map((row) => head.map((column) => String(row[column] ?? '')));
    return `### ${title}\n\n${table(head, body)}`;
  });
  const judged = claims.map((claim) => [
    claim.what,
    `${claim.relation} ${formatFigure(claim.bound)}`,
    formatFigure(claim.figure),
    holds(claim) ? 'yes' : '**no**',
  ]);
  const verdicts = `### Reached or not\n\n${table(['claim', 'wanted', 'measured', 'reached'], judged)}`;
  return `${[...sections, ...(claims.length > 0 ? [verdicts] : [])].join('\n\n')}\n`;
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
