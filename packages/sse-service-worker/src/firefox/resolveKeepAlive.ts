import { InvalidOptionError } from 'sse-multiplexer';
import type { SharedEventStreamsOptions } from '../options/SharedEventStreamsOptions.js';

const VALUES = ['auto', 'page', 'rotate', false] as const;

/** @internal */
export type KeepAlive = NonNullable<SharedEventStreamsOptions['keepAlive']>;

/**
 * @throws `InvalidOptionError`
 *
 * @internal
 */
export function resolveKeepAlive({ keepAlive = 'auto' }: SharedEventStreamsOptions): KeepAlive {
  if (!VALUES.includes(keepAlive))
    throw new InvalidOptionError('keepAlive', "'auto', 'page', 'rotate' or false", keepAlive);
  return keepAlive;
}
