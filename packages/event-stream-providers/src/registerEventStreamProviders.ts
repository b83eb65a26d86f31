import {
  fallThrough,
  InvalidOptionError,
  isEventStreamRequest,
  SSEMultiplexStrategy,
} from 'workbox-sse';
import { checkProvider } from './checkProvider.js';
import type { EventStreamProvider } from './EventStreamProvider.js';
import { registerFirst } from './registerFirst.js';

/**
 * Treats the event streams of these providers as their rules say. They come before all routes that are
 * there, so that it may be called anywhere in a worker's script; of two rules that fit, the first counts.
 *
 * @throws {@link InvalidOptionError} if a rule, or what it says of sharing, is malformed. Then none of them
 *   is registered.
 *
 * @example
 * registerEventStreamProviders([split(), launchDarkly()]);
 *
 * @public
 */
export function registerEventStreamProviders(providers: readonly EventStreamProvider[]): void {
  if (!Array.isArray(providers)) {
    throw new InvalidOptionError('providers', 'an array of rules', providers);
  }
  const rules = providers.map((provider: EventStreamProvider, index) => {
    const urls = checkProvider(`providers[${index}]`, provider);
    const fits = ({ url }: { url: URL }): boolean => urls.some((one) => url.href.startsWith(one));
    return { fits, strategy: strategyOf(provider) };
  });
  for (const { fits, strategy } of rules.reverse()) {
    if (strategy) {
      registerFirst((match) => fits(match) && Boolean(isEventStreamRequest(match)), strategy);
    } else {
      registerFirst(fits, fallThrough, 'GET');
      registerFirst(fits, fallThrough, 'POST');
    }
  }
}

function strategyOf({ name, share }: EventStreamProvider): SSEMultiplexStrategy | undefined {
  try {
    return share ? new SSEMultiplexStrategy(share) : undefined;
  } catch (error) {
    throw error instanceof InvalidOptionError
      ? new TypeError(`The rule of ${name}: ${error.message}`, { cause: error })
      : error;
  }
}
