import type { FindingCode } from '../checks/FindingCode.js';
import type { ExamineOptions } from '../ExamineOptions.js';
import type { StreamScript } from './StreamScript.js';

/** A stream that is healthy but for one thing. */
export interface Fault {
  /** Of the stream, and of its path. */
  readonly name: string;
  /** What is wrong, in a sentence. */
  readonly says: string;
  /** What it is to be found as. */
  readonly code: FindingCode;
  readonly script: StreamScript;
  /** How it has to be asked for to be found; as anything else by default. */
  readonly options?: Pick<ExamineOptions, 'headers' | 'credentials' | 'idleTimeout' | 'carrier'>;
}
