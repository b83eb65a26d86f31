/**
 * What two connections at the same time get:
 * - `same`: the same events from the beginning;
 * - `opening`: each an opening of its own, then the same events;
 * - `own`: each its own words;
 * - `refused`: the second one none;
 * - `unknown`: too little came.
 *
 * @internal
 */
export type Sharing = 'same' | 'opening' | 'own' | 'refused' | 'unknown';
