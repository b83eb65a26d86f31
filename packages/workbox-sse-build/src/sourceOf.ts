/** JavaScript for a value: what JSON can carry, RegExps, and functions that need nothing from outside. */
export function sourceOf(value: unknown): string {
  if (typeof value === 'function' || value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return `[${value.map(sourceOf).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const properties = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([name, part]) => `${JSON.stringify(name)}:${sourceOf(part)}`);
  return `{${properties.join(',')}}`;
}
