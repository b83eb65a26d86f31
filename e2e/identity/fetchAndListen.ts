import type { Tab } from '../kit/Tab.js';

/** In the page, with nothing between the answer and the request for the stream. */
export const fetchAndListen = async (
  tab: Tab,
  url: string,
  init: RequestInit = { method: 'POST' },
): Promise<void> => {
  await tab.page.evaluate(
    async (...args) => {
      await fetch(...args);
      window.kit.listen('late', '/events', false, []);
    },
    url,
    init,
  );
};
