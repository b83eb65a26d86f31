/**
 * The answer with which a page asks once more, at once, and unnoticed.
 *
 * @param origin - the page's; to another one a redirect must pass CORS, too.
 *
 * @internal
 */
export function redirectToItself({ url }: Request, origin: string): Response {
  const [location = ''] = url.split('#');
  return new Response(null, {
    status: 307,
    headers: {
      location,
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
    },
  });
}
