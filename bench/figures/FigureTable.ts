/** Figures that belong together: every row has the same columns. */
export interface FigureTable {
  readonly title: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
}
