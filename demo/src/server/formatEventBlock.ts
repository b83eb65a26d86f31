/** One event block of an event stream; `data` is JSON and therefore a single line. */
export function formatEventBlock(id: string, event: string, data: unknown): string {
  return `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}
