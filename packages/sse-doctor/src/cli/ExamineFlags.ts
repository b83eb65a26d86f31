import type { Mend } from '../mends/Mend.js';

/** The command line of an examination, as Commander gives it. */
export interface ExamineFlags {
  readonly origin?: string;
  readonly header?: Readonly<Record<string, string>>;
  readonly cookie?: string;
  readonly credentials?: boolean;
  readonly method?: string;
  readonly timeout?: number;
  readonly maxEvents?: number;
  readonly idleTimeout?: number;
  readonly carrier?: string;
  readonly insecure?: boolean;
  readonly server?: keyof Mend;
  readonly json?: boolean;
  readonly watch?: boolean;
}
