const encoder = new TextEncoder();

/**
 * The data, as JSON, of the event that tells a page that the server is away, or is back.
 *
 * @public
 */
export interface AwayData {
  readonly isAway: boolean;
}

/**
 * The block of an event that tells a page whether the server is away.
 *
 * @internal
 */
export function awayBlock(type: string, isAway: boolean): Uint8Array<ArrayBuffer> {
  return encoder.encode(
    `event: ${type}\ndata: ${JSON.stringify({ isAway } satisfies AwayData)}\n\n`,
  );
}
