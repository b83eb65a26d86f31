import type { Tab } from './Tab.js';

/** The data of all events that an EventSource saw but those that only a worker sends. */
export const dataSeen = async (tab: Tab, name: string): Promise<string[]> => {
  const log = await tab.log(name);
  return log.flatMap((entry) =>
    entry.kind === 'event' && entry.type !== 'event-stream-gap' ? [entry.data] : [],
  );
};
