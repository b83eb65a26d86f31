import type { ExamineOptions } from './ExamineOptions.js';

/** What is examined, and how; every option has its value. */
export interface Examination extends Required<
  Omit<ExamineOptions, 'cookie' | 'signal' | 'stop' | 'onProgress' | 'origin'>
> {
  readonly url: URL;
  readonly origin: string;
  readonly cookie: string | undefined;
  readonly signal: AbortSignal;
  readonly stop: AbortSignal;
  readonly onProgress: NonNullable<ExamineOptions['onProgress']>;
}
