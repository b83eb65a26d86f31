import type { Tab } from './Tab.js';

/** The body of what a page's fetch gets. */
export const bodyOf = async (tab: Tab, url: string, init: RequestInit = {}): Promise<string> =>
  (await tab.request(url, init)).body;
