import type { EventStreamsOptions } from './EventStreamsOptions.js';
import type { GenerateSWConfig } from './GenerateSWConfig.js';

/** As workbox-build decides it, unless the options say otherwise. */
export function modeOf(
  config: GenerateSWConfig,
  options: EventStreamsOptions,
): 'development' | 'production' {
  const mode = options.mode ?? config.mode ?? process.env['NODE_ENV'] ?? 'production';
  return mode === 'production' ? mode : 'development';
}
