/**
 * Who makes a request, as far as browsers say: `own`, a page of the same origin; another origin that is allowed; or
 * `undefined`, anybody else. Browsers say `Sec-Fetch-Site` to secure servers and to localhost; otherwise `Origin` is
 * held against `Host`. A `GET` of the same origin says neither.
 *
 * @internal
 */
export function requesterOf(request: Request, origins: ReadonlySet<string>): string | undefined {
  const { headers, method } = request;
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  if (origin !== null && origins.has(origin)) return origin;
  if (site !== null) return site === 'same-origin' ? 'own' : undefined;
  if (origin === null) return method === 'GET' ? 'own' : undefined;
  const host = headers.get('host') ?? new URL(request.url).host;
  return URL.canParse(origin) && new URL(origin).host === host ? 'own' : undefined;
}
