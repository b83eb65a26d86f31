/**
 * Which requests share one stream: those with the same URL without fragment, the same credentials
 * mode and the same `Accept-Language`.
 *
 * @internal
 */
export function shareKey(request: Request): string {
  const [url] = request.url.split('#');
  return `${request.credentials} ${request.headers.get('accept-language') ?? ''} ${url ?? ''}`;
}
