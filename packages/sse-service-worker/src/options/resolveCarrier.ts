import { InvalidOptionError } from 'sse-multiplexer';
import type { UpstreamCarrier } from './UpstreamCarrier.js';

/**
 * @throws `InvalidOptionError`
 *
 * @internal
 */
export function resolveCarrier(carrier: UpstreamCarrier | undefined): UpstreamCarrier | undefined {
  const isCarrier =
    typeof carrier === 'object' &&
    typeof (carrier as Partial<UpstreamCarrier>).reset === 'function';
  if (carrier !== undefined && !isCarrier)
    throw new InvalidOptionError('carrier', 'an EventStreamCarrier', carrier);
  return carrier;
}
