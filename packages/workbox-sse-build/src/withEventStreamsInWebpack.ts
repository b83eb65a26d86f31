import { posix } from 'node:path';
import { ClassicScript } from './ClassicScript.js';
import { configWithRoutes } from './configWithRoutes.js';
import type { EventStreamsOptions } from './EventStreamsOptions.js';
import type { GenerateSWConfig } from './GenerateSWConfig.js';
import { modeOf } from './modeOf.js';
import { needsScript } from './needsScript.js';

/** What is used of a webpack compilation. */
interface Compilation {
  readonly compiler: { readonly webpack: { readonly sources: { readonly RawSource: RawSource } } };
  readonly outputOptions: { readonly path?: string };
  getAsset(name: string): unknown;
  emitAsset(name: string, source: object): void;
}

type RawSource = new (text: string) => object;

/**
 * Adds event streams to a configuration of workbox-webpack-plugin's `GenerateSW`: routes before all
 * others, and the script that they need, as an asset beside the worker.
 *
 * @returns a new configuration of the same type.
 * @throws {@link ConfigError} for what would not do in the worker what the configuration says.
 *
 * @example
 * new GenerateSW(withEventStreamsInWebpack({ runtimeCaching }));
 *
 * @public
 */
export function withEventStreamsInWebpack<C extends GenerateSWConfig>(
  config: C,
  options: EventStreamsOptions = {},
): C {
  if (!needsScript(options)) return configWithRoutes(config, options);
  const script = new ClassicScript(modeOf(config, options));
  const result = configWithRoutes(config, options, script);
  const emit = <E>(manifest: E[], compilation: Compilation): { manifest: E[] } => {
    const { RawSource } = compilation.compiler.webpack.sources;
    const folder = folderOf(config.swDest, compilation.outputOptions.path);
    for (const [name, text] of Object.entries(script.files)) {
      const asset = posix.join(folder, name);
      if (!compilation.getAsset(asset)) compilation.emitAsset(asset, new RawSource(text));
    }
    return { manifest };
  };
  return { ...result, manifestTransforms: [...(result.manifestTransforms ?? []), emit] };
}

/** Where the worker goes, relative to webpack's output folder. */
function folderOf(swDest: string | undefined, output: string | undefined): string {
  if (swDest === undefined) return '.';
  const path = swDest.replaceAll('\\', '/');
  const root = output?.replaceAll('\\', '/');
  const inside = root !== undefined && path.startsWith(`${root}/`);
  return posix.dirname(inside ? posix.relative(root, path) : path);
}
