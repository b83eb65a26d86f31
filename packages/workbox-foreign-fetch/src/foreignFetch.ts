import { askProvider } from './askProvider.js';

/**
 * `fetch` for an app's own handlers, with providers asked before the HTTP cache and the network. What
 * a provider gives to `waitUntil` is not waited for here.
 *
 * @example
 * self.addEventListener('fetch', (event) => event.respondWith(foreignFetch(event.request)));
 *
 * @public
 */
export function foreignFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  return askProvider(request, () => undefined) ?? fetch(request);
}
