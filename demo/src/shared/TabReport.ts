import { isMode, type Mode } from './modes.js';

/** What a tab tells the control door about itself, about once a second. */
export interface TabReport {
  readonly tab: string;
  readonly mode: Mode;
  /** How many of its event streams are open. */
  readonly openStreams: number;
  /** Events received since the page was loaded; never falls. */
  readonly received: number;
  readonly missed: number;
  readonly repeated: number;
  /** The page is being left. */
  readonly gone: boolean;
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** `undefined` for anything that is not a report. */
export function parseTabReport(json: string): TabReport | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { tab, mode, openStreams, received, missed, repeated, gone } = value as Record<
    keyof TabReport,
    unknown
  >;
  if (typeof tab !== 'string' || !/^[\w-]{1,40}$/.test(tab) || !isMode(mode)) return undefined;
  if (!isCount(openStreams) || !isCount(received)) return undefined;
  if (!isCount(missed) || !isCount(repeated) || typeof gone !== 'boolean') return undefined;
  return { tab, mode, openStreams, received, missed, repeated, gone };
}
