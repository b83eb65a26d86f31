import { EventStreamGuardPlugin as Plugin } from 'workbox-sse';

/**
 * What {@link EventStreamGuardPlugin} makes: a Workbox plugin that can be written into a generated
 * worker.
 *
 * @public
 */
export interface EventStreamGuard {
  readonly requestWillFetch: (param: { readonly request: Request }) => Promise<Request>;
  readonly fetchDidSucceed: (param: { readonly response: Response }) => Promise<Response>;
  readonly cachedResponseWillBeUsed: (param: {
    readonly cachedResponse?: Response;
  }) => Promise<Response | undefined>;
}

/**
 * Plugin for a strategy that caches: a response that turns out to be an event stream, though its
 * request does not say so, is handed through and never cached. The same class as in `workbox-sse`,
 * importable in Node.
 *
 * @example
 * runtimeCaching: [
 *   { urlPattern: () => true, handler: 'NetworkFirst', options: { plugins: [new EventStreamGuardPlugin()] } },
 * ];
 *
 * @public
 */
export const EventStreamGuardPlugin = Plugin as unknown as new () => EventStreamGuard;
