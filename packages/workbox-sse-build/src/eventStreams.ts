import type { EventStreamsOptions } from './EventStreamsOptions.js';
import type { GenerateSWConfig } from './GenerateSWConfig.js';
import { withEventStreams } from './withEventStreams.js';

/**
 * What vite-plugin-pwa takes as its option `integration`.
 *
 * @public
 */
export interface EventStreamsIntegration {
  configureOptions(viteConfig: { readonly command: 'build' | 'serve' }): void;
  beforeBuildServiceWorker(options: { workbox: GenerateSWConfig }): void;
}

/**
 * Adds event streams to the worker that vite-plugin-pwa generates. In Vite's development server, which
 * serves no script beside the worker, event streams are left to the browser.
 *
 * With `strategies: 'injectManifest'` use `workbox-sse` in the worker's source instead.
 *
 * @throws {@link ConfigError}, while Vite builds.
 *
 * @example
 * VitePWA({ integration: eventStreams(), workbox: { runtimeCaching } });
 *
 * @public
 */
export function eventStreams(options: EventStreamsOptions = {}): EventStreamsIntegration {
  let command: 'build' | 'serve' = 'build';
  return {
    configureOptions: (viteConfig) => {
      command = viteConfig.command;
    },
    beforeBuildServiceWorker: (resolved) => {
      resolved.workbox = withEventStreams(
        resolved.workbox,
        command === 'serve' ? { ...options, multiplex: false, providers: [] } : options,
      );
    },
  };
}
