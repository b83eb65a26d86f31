/**
 * Resets the streams of one strategy each, in the order in which strategies were made.
 *
 * @internal
 */
export const resets: (() => Promise<void>)[] = [];
