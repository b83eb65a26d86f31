declare const self: ServiceWorkerGlobalScope;

/**
 * What asks for a stream, as far as the request and the browser tell:
 * - `chromium`, `firefox`: an EventSource that can be named, see {@link EventSourceTag};
 * - `webkit`: an EventSource that forgets its fragment, and always shows its last event ID;
 * - `fetch`: a client that is built on `fetch`. One that asks for `no-store` cannot be told from an
 *   EventSource, which alone does so by default, and is served like one.
 *
 * @internal
 */
export function eventSourceKind({ cache }: Request): 'chromium' | 'firefox' | 'webkit' | 'fetch' {
  if (cache !== 'no-store') return 'fetch';
  const { userAgent } = self.navigator;
  if (userAgent.includes('Firefox/')) return 'firefox';
  return userAgent.includes('Chrome/') ? 'chromium' : 'webkit';
}
