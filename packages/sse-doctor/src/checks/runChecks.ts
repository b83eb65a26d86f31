import type { Evidence } from '../evidence/Evidence.js';
import { bufferingCheck } from './bufferingCheck.js';
import { cachingCheck } from './cachingCheck.js';
import { carrierCheck } from './carrierCheck.js';
import type { Check } from './Check.js';
import { connectionsCheck } from './connectionsCheck.js';
import { corsCheckup } from './corsCheckup.js';
import { endCheck } from './endCheck.js';
import { formatCheck } from './formatCheck.js';
import { idsCheck } from './idsCheck.js';
import { preflightCheck } from './preflightCheck.js';
import { redirectsCheck } from './redirectsCheck.js';
import { resumeCheck } from './resumeCheck.js';
import { retryCheck } from './retryCheck.js';
import { sharingCheck } from './sharingCheck.js';
import { silenceCheck } from './silenceCheck.js';
import { statusCheck } from './statusCheck.js';
import { timingCheck } from './timingCheck.js';
import { typeCheck } from './typeCheck.js';
import { varyCheck } from './varyCheck.js';

/** Each looks at one thing; `undefined`: there is nothing to look at. */
const checks: readonly ((evidence: Evidence) => Check | undefined)[] = [
  statusCheck,
  typeCheck,
  redirectsCheck,
  corsCheckup,
  varyCheck,
  preflightCheck,
  timingCheck,
  bufferingCheck,
  cachingCheck,
  silenceCheck,
  endCheck,
  idsCheck,
  resumeCheck,
  retryCheck,
  formatCheck,
  sharingCheck,
  connectionsCheck,
  carrierCheck,
];

/** All checks, in the order in which a request meets what they are about. */
export const runChecks = (evidence: Evidence): Check[] =>
  checks.flatMap((check) => check(evidence) ?? []);
