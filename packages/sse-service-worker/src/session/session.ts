import { checkSession } from './checkSession.js';
import type { Session } from '../options/Session.js';
import type { SessionOptions } from '../options/SessionOptions.js';
import { SessionWatch } from './SessionWatch.js';

/** Replaced by the build tool. */
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/**
 * Resets streams when requests or cookies show that the user may have changed. To be called while the
 * worker's script is first run; may be given to any number of strategies.
 *
 * @throws `InvalidOptionError` if an option has a value that it cannot have; in development builds only.
 *
 * @example
 * new SSEMultiplexStrategy({ session: session({ resetOn: ['/login', '/logout'] }) });
 *
 * @public
 */
export function session(options: SessionOptions): Session {
  if (process.env.NODE_ENV !== 'production') checkSession(options);
  return { watch: (reset) => new SessionWatch(options, reset) };
}
