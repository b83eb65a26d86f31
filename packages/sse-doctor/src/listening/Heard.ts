import type { LiveVisit } from './LiveVisit.js';

/** What has been heard over one connection. */
export type Heard = Pick<
  LiveVisit,
  'trace' | 'events' | 'openedAt' | 'listened' | 'timeToFirstByte'
>;
