import { check } from './check.js';

/** @throws TypeError unless the value is an array of origins, `*` among them if it may be. */
export function checkOrigins(
  option: string,
  value: unknown,
  pattern = /^https?:\/\/[^\s/]+$/,
): void {
  const isList = Array.isArray(value) && value.every((origin) => pattern.test(origin as string));
  check(isList, option, 'origins', value);
}
