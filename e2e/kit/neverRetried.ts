import { jest } from '@jest/globals';

// Imported by the test files whose promise a second attempt would weaken: that nobody gets another's
// stream, that a bypassed stream is untouched, that nothing is lost. One failure is one too many.
jest.retryTimes(0);
