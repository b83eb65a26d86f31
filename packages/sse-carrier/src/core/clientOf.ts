/** Addresses that a proxy of one's own has. */
const PRIVATE =
  /^(?:::ffff:)?(?:127\.|10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|f[cd]|fe80:)|^$/i;

/**
 * The client's address: of whoever is connected, unless that is a proxy on a private network; then the one
 * that the proxy has added last.
 *
 * @internal
 */
export function clientOf(request: Request, address: string): string {
  const forwarded = request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  return PRIVATE.test(address) && forwarded ? forwarded : address;
}
