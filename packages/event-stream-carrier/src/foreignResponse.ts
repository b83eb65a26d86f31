/** What Fetch lets a page of another origin read without being told so. */
const SAFE = new Set([
  'cache-control',
  'content-language',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]);

/**
 * A response of another origin as `fetch` would have given it: checked by the rules of CORS, with the headers
 * that may be read. A response that a worker makes is checked by nobody else.
 *
 * @throws TypeError where CORS refuses.
 *
 * @internal
 */
export function foreignResponse(response: Response, origin: string, hasCookies: boolean): Response {
  const { status, headers, body } = response;
  const allowed = headers.get('access-control-allow-origin');
  const isAllowed = hasCookies
    ? allowed === origin && headers.get('access-control-allow-credentials') === 'true'
    : allowed === origin || allowed === '*';
  if (!isAllowed) throw new TypeError(`CORS does not allow ${origin} to read the carried stream.`);
  const exposed = (headers.get('access-control-expose-headers') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  const readable = [...headers].filter(
    ([name]) => SAFE.has(name) || exposed.includes(name) || (!hasCookies && exposed.includes('*')),
  );
  return new Response(body, { status, headers: readable });
}
