import { claims } from './claims.js';
import { exposedResponse } from './exposedResponse.js';
import { ForeignFetchEvent } from './ForeignFetchEvent.js';

/** The provider's answer to a request; `undefined`, at once, if there is none. */
export function askProvider(
  request: Request,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<Response> | undefined {
  const claim = claims.find(({ scope }) => request.url.startsWith(scope));
  // Foreign Fetch is for what a page loads, not for pages.
  if (!claim?.provider || request.mode === 'navigate') return undefined;
  const event = new ForeignFetchEvent(request, claim.withCredentials, waitUntil);
  claim.provider.dispatchEvent(event);
  return event.answer?.then((answer) => exposedResponse(request, answer));
}
