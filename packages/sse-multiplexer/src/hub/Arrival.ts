import type { PagePosition } from '../memory/PagePosition.js';
import type { Visit } from '../upstream/Visit.js';

/**
 * A page that asks for a stream, and what is known of it.
 *
 * @internal
 */
export interface Arrival {
  readonly visit: Visit;
  /** What its connection is known by. */
  readonly name: string;
  /** The last event ID that its request carries, if it does. */
  readonly carried: string | undefined;
  /** Where the worker left it, if it was here before. */
  readonly known: PagePosition | undefined;
}
