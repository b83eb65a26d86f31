import type { Examination } from '../Examination.js';

/** What an EventSource sends, and what else shall be sent. */
export const requestHeaders = (
  { headers }: Examination,
  lastEventId?: string,
): Record<string, string> => ({
  accept: 'text/event-stream',
  'cache-control': 'no-cache',
  'accept-encoding': 'gzip, deflate, br',
  'accept-language': 'en',
  'user-agent': 'sse-doctor',
  // A header value is bytes: HTML has the last event ID encoded as UTF-8.
  ...(lastEventId === undefined
    ? {}
    : { 'last-event-id': Buffer.from(lastEventId, 'utf8').toString('latin1') }),
  ...headers,
});
