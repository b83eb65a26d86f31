/** What another version of the worker says. */
export const otherVersion = {
  here: { from: 'another version', type: 'here' },
  skipWaiting: { from: 'another version', type: 'skip-waiting' },
} as const;
