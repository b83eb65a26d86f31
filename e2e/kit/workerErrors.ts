import type { Tab } from './Tab.js';

/** The errors that the worker `foreignFetch` has reported. */
export const workerErrors = (tab: Tab): Promise<readonly string[]> =>
  tab.askWorker({ errors: true }, 'the errors that the worker has reported');
