import { InvalidOptionError } from 'sse-multiplexer';
import type { SessionOptions } from '../options/SessionOptions.js';

const KNOWN = ['resetOn', 'resetOnCookies'];

/**
 * Says whether a session can be made. For development builds and build tools.
 *
 * @throws `InvalidOptionError`
 *
 * @public
 */
export function checkSession(options: SessionOptions): void {
  for (const name of Object.keys(options)) {
    if (KNOWN.includes(name)) continue;
    throw new InvalidOptionError(`session.${name}`, `one of ${KNOWN.join(', ')}`, name);
  }
  const { resetOn = [], resetOnCookies = [] } = options;
  check('session.resetOn', 'an array of URLs and RegExps', resetOn, isPattern);
  check('session.resetOnCookies', 'an array of names', resetOnCookies, isName);
}

function isPattern(value: unknown): boolean {
  if (typeof value !== 'string') return value instanceof RegExp;
  try {
    return Boolean(new URL(value, 'https://any.test/'));
  } catch {
    return false;
  }
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function check(
  option: string,
  expected: string,
  value: unknown,
  isValid: (part: unknown) => boolean,
): void {
  if (Array.isArray(value) && value.every(isValid)) return;
  throw new InvalidOptionError(option, expected, value);
}
