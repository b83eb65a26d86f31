import { withoutParameters } from './withoutParameters.js';

/**
 * A URL with this query parameter at its end, in place of any other of that name. All the rest stays as it
 * is written.
 *
 * @internal
 */
export function withParameter(url: string, name: string, value: string): string {
  const [address = '', ...fragment] = withoutParameters(url, (other) => other === name).split('#');
  const parameter = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  const separator = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&';
  return [address + separator + parameter, ...fragment].join('#');
}
