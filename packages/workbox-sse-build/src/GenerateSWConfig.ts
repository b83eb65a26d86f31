/**
 * A route in a generateSW configuration, as far as it matters here.
 *
 * @public
 */
export interface RuntimeCachingEntry {
  urlPattern: unknown;
  handler: unknown;
  method?: unknown;
  options?: unknown;
}

/**
 * A generateSW configuration, as far as it matters here: that of workbox-build, workbox-cli,
 * workbox-webpack-plugin and vite-plugin-pwa, of Workbox 6 and 7.
 *
 * @public
 */
export interface GenerateSWConfig {
  importScripts?: string[] | undefined;
  manifestTransforms?: unknown[] | undefined;
  mode?: string | null | undefined;
  runtimeCaching?: RuntimeCachingEntry[] | undefined;
  swDest?: string | undefined;
}
