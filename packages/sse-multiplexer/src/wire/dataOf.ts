/**
 * The data of an event block: the values of its `data` fields, joined by LF (HTML, "process the field").
 *
 * @internal
 */
export function dataOf(block: Uint8Array): string {
  const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(block).split(/\r\n|\r|\n/);
  const values = lines.flatMap(
    (line) => /^data(?::(?: (?=.|$))?(.*))?$/s.exec(line)?.slice(1) ?? [],
  );
  return values.map((value) => value ?? '').join('\n');
}
