import { checkOptions } from './checkOptions.js';
import { checkRuntimeCaching } from './checkRuntimeCaching.js';
import { ClassicScript } from './ClassicScript.js';
import type { EventStreamsOptions } from './EventStreamsOptions.js';
import { eventStreamRoutes } from './eventStreamRoutes.js';
import type { GenerateSWConfig } from './GenerateSWConfig.js';

interface ManifestEntry {
  readonly url: string;
}

/** Checks both, and puts routes and script where they belong in a copy of the configuration. */
export function configWithRoutes<C extends GenerateSWConfig>(
  config: C,
  options: EventStreamsOptions,
  script?: ClassicScript,
): C {
  checkOptions(options);
  const { runtimeCaching = [], importScripts = [], manifestTransforms = [] } = config;
  checkRuntimeCaching(runtimeCaching);
  return {
    ...config,
    runtimeCaching: [...eventStreamRoutes(options), ...runtimeCaching],
    ...(script && {
      importScripts: [script.fileName, ...importScripts],
      manifestTransforms: [...manifestTransforms, withoutScript],
    }),
  };
}

/** The browser keeps what a worker imports; in the precache it would be there twice. */
function withoutScript<E extends ManifestEntry>(entries: readonly E[]): { manifest: E[] } {
  return {
    manifest: entries.filter(({ url }) => !ClassicScript.fileNamePattern.test(url)),
  };
}
