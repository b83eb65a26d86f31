import { dirname } from 'node:path';
import { ClassicScript } from './ClassicScript.js';
import { ConfigError } from './ConfigError.js';
import { configWithRoutes } from './configWithRoutes.js';
import type { EventStreamsOptions } from './EventStreamsOptions.js';
import type { GenerateSWConfig } from './GenerateSWConfig.js';
import { modeOf } from './modeOf.js';
import { needsScript } from './needsScript.js';

/**
 * Adds event streams to a configuration of workbox-build's `generateSW` or of workbox-cli: routes
 * before all others, and the script that they need, written beside `swDest`.
 *
 * @returns a new configuration of the same type.
 * @throws {@link ConfigError} for what would not do in the worker what the configuration says.
 *
 * @example
 * await generateSW(withEventStreams({ globDirectory: 'dist', swDest: 'dist/sw.js' }));
 *
 * @public
 */
export function withEventStreams<C extends GenerateSWConfig>(
  config: C,
  options: EventStreamsOptions = {},
): C {
  if (!needsScript(options)) return configWithRoutes(config, options);
  if (config.swDest === undefined) {
    throw new ConfigError(
      'swDest',
      'is missing, so that nothing says where the script for the worker goes.',
      'For workbox-build and workbox-cli write swDest. For webpack write ' +
        '`new GenerateSW(withEventStreamsInWebpack(config))`, for vite-plugin-pwa ' +
        '`VitePWA({ integration: eventStreams() })`.',
    );
  }
  const script = new ClassicScript(modeOf(config, options));
  const result = configWithRoutes(config, options, script);
  script.writeTo(dirname(config.swDest));
  return result;
}
