import { InvalidOptionError } from 'sse-multiplexer';
import type { EventStreamBypassOptions } from './EventStreamBypassOptions.js';

const KNOWN = ['method', 'urls', 'origins', 'predicate'];

/**
 * For development builds.
 *
 * @throws {@link InvalidOptionError}
 *
 * @internal
 */
export function checkBypassOptions(options: EventStreamBypassOptions): void {
  for (const name of Object.keys(options)) {
    if (!KNOWN.includes(name))
      throw new InvalidOptionError(name, `one of ${KNOWN.join(', ')}`, name);
  }
  checkUrls('urls', options.urls);
  checkUrls('origins', options.origins);
  const { predicate } = options;
  if (predicate !== undefined && typeof predicate !== 'function') {
    throw new InvalidOptionError('predicate', 'a function', predicate);
  }
}

function checkUrls(option: string, value: readonly unknown[] | undefined): void {
  if (value !== undefined && !Array.isArray(value)) {
    throw new InvalidOptionError(option, 'an array', value);
  }
  for (const url of value ?? []) {
    if (!(url instanceof RegExp) && !isUrl(url)) throw new InvalidOptionError(option, 'URLs', url);
  }
}

function isUrl(url: unknown): boolean {
  try {
    return Boolean(new URL(String(url), self.location.href));
  } catch {
    return false;
  }
}
