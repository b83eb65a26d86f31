import type { Finding } from './Finding.js';

/** @public */
export type CheckName =
  | 'status'
  | 'type'
  | 'redirects'
  | 'cors'
  | 'vary'
  | 'preflight'
  | 'timing'
  | 'buffering'
  | 'caching'
  | 'silence'
  | 'end'
  | 'ids'
  | 'resume'
  | 'retry'
  | 'format'
  | 'sharing'
  | 'connections'
  | 'carrier';

/**
 * One question about the stream, and its answer.
 *
 * @public
 */
export interface Check {
  readonly name: CheckName;
  /** The gravest finding's; without one `ok`, or `unknown` where too little was seen to tell. */
  readonly verdict: 'ok' | 'unknown' | 'warning' | 'error';
  /** What was seen. */
  readonly evidence: string;
  readonly findings: readonly Finding[];
}
