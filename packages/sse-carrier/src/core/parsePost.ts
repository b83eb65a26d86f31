import type { CarrierPost } from 'event-stream-carrier';

/**
 * Reads what was posted to a carrier.
 *
 * @throws TypeError that says what was expected, and where.
 *
 * @internal
 */
export function parsePost(text: string): CarrierPost {
  let post: unknown;
  try {
    post = JSON.parse(text);
  } catch (cause) {
    throw new TypeError('The body is not JSON.', { cause });
  }
  if (!isRecord(post)) throw new TypeError('The body is not a JSON object.');
  const { carrier, open = [], close = [], confirm = [] } = post;
  if (typeof carrier !== 'string' || !/^[\w-]{22,64}$/.test(carrier))
    throw new TypeError("carrier: expected the carrier's id.");
  if (!isList(open, isOpening))
    throw new TypeError('open: expected a list of {stream, url, headers}.');
  if (!isList(close, isNumber)) throw new TypeError('close: expected a list of numbers.');
  if (!isList(confirm, isNumber)) throw new TypeError('confirm: expected a list of numbers.');
  return { carrier, open, close, confirm };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}

function isNumber(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) < 2 ** 31;
}

function isOpening(value: unknown): value is NonNullable<CarrierPost['open']>[number] {
  if (!isRecord(value)) return false;
  const { stream, url, headers = [] } = value;
  return isNumber(stream) && typeof url === 'string' && isList(headers, isPair);
}

function isPair(value: unknown): value is readonly [string, string] {
  return (
    Array.isArray(value) && value.length === 2 && value.every((item) => typeof item === 'string')
  );
}
