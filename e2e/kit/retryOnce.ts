import { jest } from '@jest/globals';

// Two noisy cores and real browsers: a failure is printed, and counts if it comes again.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
