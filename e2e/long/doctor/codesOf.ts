import type { FindingCode, Report } from '../../../packages/sse-doctor/src/index.js';

/** What a report has found, in order. */
export const codesOf = ({ checks }: Report): FindingCode[] =>
  checks.flatMap(({ findings }) => findings.map(({ code }) => code));
