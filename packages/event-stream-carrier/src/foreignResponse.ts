/**
 * A response of another origin as `fetch` would have given it: checked by the rules of CORS, with its type and the
 * headers that it exposes by name. A response that a worker makes is checked by nobody else.
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
  const exposed = `content-type,${headers.get('access-control-expose-headers') ?? ''}`
    .toLowerCase()
    .split(/[ ,]+/);
  const readable = [...headers].filter(([name]) => exposed.includes(name));
  return new Response(body, { status, headers: readable });
}
