const HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether an origin, or `http://` and a Host header, names one of the demo's ports on this machine.
 * Other sites that the browser has open must neither post to the demo nor, by a name that they let
 * point to this machine, read it.
 */
export function isOwnUrl(url: string, ports: ReadonlySet<number>): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port } = new URL(url);
  return protocol === 'http:' && HOSTS.has(hostname) && ports.has(port === '' ? 80 : Number(port));
}
