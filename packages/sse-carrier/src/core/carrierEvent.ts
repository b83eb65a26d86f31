import type { CarrierMessages } from 'event-stream-carrier';

const encoder = new TextEncoder();

/**
 * The bytes of one of a carrier's own events.
 *
 * @internal
 */
export function carrierEvent<Type extends keyof CarrierMessages>(
  type: Type,
  message: CarrierMessages[Type],
): Uint8Array {
  return encoder.encode(`event: ${type}\ndata: ${JSON.stringify(message)}\n\n`);
}
