/**
 * Request header of what a carrier asks for.
 *
 * @internal
 */
export const carriedHeader = 'event-stream-carried';
