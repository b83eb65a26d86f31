import { jest } from '@jest/globals';

// Two noisy cores and real browsers: a failure is printed, and tried once more. `npm test` says how many
// passed only then, and fails if they are more than two. See neverRetried.ts.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
