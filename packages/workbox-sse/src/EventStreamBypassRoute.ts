import type { HTTPMethod } from 'workbox-routing/utils/constants.js';
import { registerRoute } from 'workbox-routing/registerRoute.js';
import { Route } from 'workbox-routing/Route.js';
import { bypassEventStream } from './bypassEventStream.js';
import { checkBypassOptions } from './checkBypassOptions.js';
import type { EventStreamBypassOptions } from './EventStreamBypassOptions.js';
import { fallThrough } from './fallThrough.js';

/** Replaced by the build tool. */
declare const process: { readonly env: { readonly NODE_ENV?: string } };

/**
 * {@link bypassEventStream} and {@link fallThrough} as one Workbox route.
 *
 * @example
 * registerRoute(new EventStreamBypassRoute({ origins: ['https://streaming.split.io'] }));
 *
 * @public
 */
export class EventStreamBypassRoute extends Route {
  /**
   * @throws `InvalidOptionError` if an option has a value that it cannot have; in development builds
   *   only.
   */
  constructor(options: EventStreamBypassOptions = {}) {
    if (process.env.NODE_ENV !== 'production') checkBypassOptions(options);
    const { method = 'GET', predicate } = options;
    const { href } = self.location;
    const urls = options.urls?.map((url) =>
      typeof url === 'string' ? withoutFragment(new URL(url, href).href) : url,
    );
    const origins = options.origins?.map((origin) => new URL(origin, href).origin);

    super(
      (match) => {
        const { request, url } = match;
        return Boolean(
          (urls ? urls.some((pattern) => matches(pattern, url)) : bypassEventStream(match)) &&
          (!origins || origins.includes(url.origin)) &&
          (!predicate || predicate(request, url)),
        );
      },
      fallThrough,
      method,
    );
  }

  /** Registers one route for each method: Workbox files a route under a single one. */
  static register(
    methods: readonly HTTPMethod[],
    options: Omit<EventStreamBypassOptions, 'method'> = {},
  ): void {
    for (const method of methods) registerRoute(new EventStreamBypassRoute({ ...options, method }));
  }
}

function matches(pattern: string | RegExp, { href }: URL): boolean {
  if (typeof pattern !== 'string') return href.search(pattern) >= 0;
  const url = withoutFragment(href);
  return url === pattern || url.split('?')[0] === pattern;
}

function withoutFragment(href: string): string {
  return href.split('#')[0] ?? '';
}
