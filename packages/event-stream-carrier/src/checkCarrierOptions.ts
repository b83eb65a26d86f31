import { InvalidOptionError } from 'sse-multiplexer';

/**
 * Checks what a carrier is made with.
 *
 * @param base - what `url` is relative to.
 * @param options - all of them, by name.
 * @throws `InvalidOptionError`
 *
 * @internal
 */
export function checkCarrierOptions(url: string, base: string, options: object): void {
  if (!URL.canParse(url, base)) throw new InvalidOptionError('url', "a URL, or 'auto'", url);
  for (const [name, value] of Object.entries(options)) {
    const isTime = typeof value === 'number' && value > 0 && value < 2 ** 31;
    if (isTime || (name === 'silence' && value === false)) continue;
    throw new InvalidOptionError(name, 'a number from 1 to 2147483647', value);
  }
}
