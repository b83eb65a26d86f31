import type { Mend } from '../mends/Mend.js';

/** How a report is printed. */
export interface ReportStyle {
  readonly isColored: boolean;
  /** Characters of a line. */
  readonly width: number;
  /** The servers whose mends are printed. */
  readonly servers: readonly (keyof Mend)[];
}
