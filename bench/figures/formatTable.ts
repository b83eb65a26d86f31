import { textTable } from '../../scripts/lib/textTable.mjs';
import type { FigureTable } from './FigureTable.js';
import { formatFigure } from './formatFigure.js';

/** A table for the terminal, under its title. */
export const formatTable = ({ title, rows }: FigureTable): string => {
  const head = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: string | number = ''): string =>
    typeof value === 'number' ? formatFigure(value) : value;
  const body = rows.map((row) => head.map((column) => cell(row[column])));
  return `${title}\n\n${textTable(head, body)}`;
};
