import type { MultiplexerOptions } from 'sse-multiplexer';
import type { Session } from './Session.js';

/**
 * How a worker shares event streams, and when it resets them. Every option has a default. A wrong value
 * throws in the constructor, in development builds.
 *
 * @public
 */
export interface SharedEventStreamsOptions extends MultiplexerOptions {
  /**
   * What shows that the user may have changed, so that streams are reset: made by `session()`. Default: none;
   * then streams are reset by `reset()` alone.
   */
  readonly session?: Session;
  /**
   * How Firefox, which ends a worker 30 seconds after the last event that came to it, is kept from ending
   * one whose streams are open. `'page'`: pages are asked by message whether they are there, and those
   * that call `keepEventStreamsAlive` of `workbox-sse-window` answer. `'rotate'`: every 20 seconds
   * one EventSource is sent away for a moment; its return is such an event. `'auto'` (default): pages are
   * asked first, and one is sent away only if none answers. `false`: neither. Without effect in
   * browsers that keep a worker while its streams are open.
   */
  readonly keepAlive?: 'auto' | 'page' | 'rotate' | false;
}
