/** Events as a server sends them, each with its number as ID and as data. */
export function eventText(from: number, to = from): string {
  let text = '';
  for (let id = from; id <= to; id++) text += `id: ${id}\ndata: ${id}\n\n`;
  return text;
}
