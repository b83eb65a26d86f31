import type { Mend } from './Mend.js';
import { setHeaders } from './setHeaders.js';

/** Lets pages of an origin read the stream, and nobody keep the answer for another origin. */
export const allowOrigin = (origin: string, withCredentials: boolean): Mend =>
  setHeaders({
    'Access-Control-Allow-Origin': origin,
    ...(withCredentials ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
    Vary: 'Origin',
  });
