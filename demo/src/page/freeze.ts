/** Keeps this page busy, as code that never lets go would: no event is handled meanwhile. */
export function freeze(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}
