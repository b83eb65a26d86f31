import type { ResolvedOptions } from '../options/resolveOptions.js';

/**
 * Whether a new page starts on a separate connection, by the option `join`.
 *
 * @internal
 */
export function startsItself({ join }: Pick<ResolvedOptions, 'join'>): boolean {
  return join === 'native' || join === 'opening';
}
