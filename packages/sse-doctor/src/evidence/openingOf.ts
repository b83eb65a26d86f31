import type { Heard } from '../listening/Heard.js';
import type { SeenEvent } from '../listening/SeenEvent.js';
import { isSharedWith } from './isSharedWith.js';

/** Milliseconds after the headers in which a connection's opening comes. */
const OPENING = 250;

/** What a connection got at its start that the other one, which was there before, did not get then. */
export const openingOf = (second: Heard, first: Heard): SeenEvent[] =>
  second.events.filter(
    (event) => event.at - second.openedAt <= OPENING && !isSharedWith(first, event),
  );
