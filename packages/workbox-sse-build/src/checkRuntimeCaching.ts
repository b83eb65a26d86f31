import { checkFunction } from './checkFunction.js';
import { checkPlugins } from './checkPlugins.js';
import { ConfigError } from './ConfigError.js';
import { checkOrder } from './checkOrder.js';
import type { RuntimeCachingEntry } from './GenerateSWConfig.js';

/**
 * Refuses routes that generateSW would drop or break without a word.
 *
 * @throws {@link ConfigError}
 */
export function checkRuntimeCaching(entries: readonly RuntimeCachingEntry[]): void {
  entries.forEach(({ urlPattern, handler, options }, index) => {
    const place = `runtimeCaching[${index}]`;
    checkHandler(`${place}.handler`, handler);
    checkUrlPattern(`${place}.urlPattern`, urlPattern);
    checkPlugins(
      `${place}.options.plugins`,
      (options as { plugins?: unknown } | undefined)?.plugins,
    );
  });
  checkOrder(entries);
}

function checkHandler(place: string, handler: unknown): void {
  if (typeof handler === 'function') checkFunction(place, handler as () => unknown);
  else if (typeof handler !== 'string') {
    const name = classOf(handler);
    throw new ConfigError(
      place,
      `is ${name ? `an instance of ${name}` : 'neither a name nor a function'}; ` +
        'generateSW silently drops such a route.',
      `Write the strategy's name, handler: '${name ?? 'NetworkFirst'}', with its options beside it, ` +
        'or a function.',
    );
  }
}

function checkUrlPattern(place: string, urlPattern: unknown): void {
  if (typeof urlPattern === 'function') checkFunction(place, urlPattern as () => unknown);
  else if (typeof urlPattern !== 'string' && !(urlPattern instanceof RegExp)) {
    throw new ConfigError(
      place,
      'cannot be written into a generated worker.',
      'Write a string, a regular expression, or a function such as ({ url }) => url.pathname === "/".',
    );
  }
}

function classOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { name } = value.constructor;
  return name === 'Object' ? undefined : name;
}
