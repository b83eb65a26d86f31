import { check } from './check.js';
import type { ForeignFetchAnswer } from './ForeignFetchAnswer.js';

/** Fetch: the CORS-safelisted response-header names. */
const safelisted = /^(cache-control|content-(language|length|type)|expires|last-modified|pragma)$/;

/**
 * As much of a provider's answer as the page that has asked may have.
 *
 * @throws TypeError for what the page gets as a network error.
 */
export function exposedResponse(
  { mode, destination }: Request,
  { response, origin, headers = [] }: ForeignFetchAnswer,
): Response {
  check(response instanceof Response, 'response', 'a Response', response);
  if (origin === undefined && mode === 'no-cors') {
    // Code cannot make a response opaque: what an element shows goes on, what page code would read does not.
    return destination || response.type === 'opaque' ? response : new Response();
  }
  check(origin === location.origin, 'origin', location.origin, origin);
  const names = headers.map((name) => name.toLowerCase());
  const exposed = [...response.headers].filter(
    ([name]) => safelisted.test(name) || names.includes(name),
  );
  // Throws for an opaque response, whose status is 0.
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers: exposed });
}
