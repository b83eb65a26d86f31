import type { Heard } from '../listening/Heard.js';
import type { SeenEvent } from '../listening/SeenEvent.js';

/** Milliseconds within which two connections get one event. */
const TOGETHER = 500;

/** Whether another connection got the same event at the same time. */
export const isSharedWith = ({ events }: Pick<Heard, 'events'>, event: SeenEvent): boolean =>
  events.some(
    ({ at, fingerprint }) =>
      fingerprint === event.fingerprint && Math.abs(at - event.at) < TOGETHER,
  );
