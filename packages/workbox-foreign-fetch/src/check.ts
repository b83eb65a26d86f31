/** @throws TypeError unless the value is what it has to be. */
export function check(valid: boolean, option: string, expected: string, value: unknown): void {
  if (!valid) throw new TypeError(`${option}: expected ${expected}, got ${String(value)}`);
}
