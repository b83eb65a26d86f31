/** The data of the event that tells a page of a gap. */
export function gapData(reason: string): string {
  return JSON.stringify({ reason });
}
