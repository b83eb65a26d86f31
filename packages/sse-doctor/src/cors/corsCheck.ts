import type { HeaderList } from '../http/HeaderList.js';
import type { CorsRefusal } from './CorsRefusal.js';

/**
 * Fetch, "CORS check".
 *
 * @param origin - the value of the request's `Origin`.
 * @returns why the response may not be read; `undefined` if it may.
 */
export function corsCheck(
  headers: HeaderList,
  origin: string,
  withCredentials: boolean,
): CorsRefusal | undefined {
  const allowed = headers.get('access-control-allow-origin');
  if (allowed === null) return 'absent';
  if (!withCredentials && allowed === '*') return undefined;
  if (allowed === '*') return 'wildcard';
  if (allowed !== origin) return allowed.includes(',') ? 'list' : 'other';
  if (!withCredentials) return undefined;
  // "true" is compared byte by byte; sent twice it is "true, true".
  return headers.get('access-control-allow-credentials') === 'true' ? undefined : 'no-credentials';
}
