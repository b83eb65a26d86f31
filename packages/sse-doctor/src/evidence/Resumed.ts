/**
 * What a server does when it is asked to go on after an ID:
 * - `continues`: with the event after it;
 * - `repeats`: with that event itself, once more;
 * - `restarts`: from the beginning of what it knows;
 * - `gap`: with events that come after those that were missed;
 * - `ignores`: it sends only what is new, as to anybody;
 * - `refuses`: it does not answer with an event stream;
 * - `unknown`: too little came.
 *
 * @internal
 */
export type Resumed =
  'continues' | 'repeats' | 'restarts' | 'gap' | 'ignores' | 'refuses' | 'unknown';
