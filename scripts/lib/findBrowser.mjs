import { browserCandidates } from './browserCandidates.mjs';

/**
 * The first of {@link browserCandidates}: a browser that is there, without a trial whether it starts.
 *
 * @param {'chrome' | 'firefox'} name
 * @param {import('./browserCandidates.mjs').BrowserLookups} [lookups]
 * @returns {string | undefined} absolute path of its executable
 * @throws Error if the environment names a file that does not exist
 */
export function findBrowser(name, lookups) {
  return browserCandidates(name, lookups)[0];
}
