import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import type { GenerateSWOptions } from 'workbox-build';
import type * as Package from './index.js';
import { loadPackage } from './testing/loadPackage.js';
import { temporaryFolder } from './testing/temporaryFolder.js';

const { eventStreams, fallThrough, withEventStreams } = loadPackage();
const folder = temporaryFolder();
const swDest = join(folder, 'sw.js');

describe('the configuration', () => {
  test('keeps its type, its own entries, and gets the routes first', () => {
    const config: GenerateSWOptions = {
      swDest,
      importScripts: ['mine.js'],
      runtimeCaching: [{ urlPattern: /a/, handler: 'NetworkFirst' }],
    };
    const result: GenerateSWOptions = withEventStreams(config, {
      bypass: ['/chat', /live/g],
      multiplex: { linger: 5 },
    });
    expect(result.runtimeCaching?.map(({ handler }) => String(handler as () => unknown))).toEqual([
      String(fallThrough),
      'self.workboxSSE.multiplex({"linger":5})',
      'NetworkFirst',
    ]);
    expect(result.importScripts).toEqual([
      expect.stringMatching(/^workbox-sse-[0-9a-f]{8}\.js$/),
      'mine.js',
    ]);
    expect(config.importScripts).toEqual(['mine.js']);
  });

  test('RegExps and functions among the options get there as they are', () => {
    const { runtimeCaching = [] } = withEventStreams<GenerateSWOptions>(
      { swDest },
      {
        multiplex: {
          join: { snapshot: ['put'] },
          resume: { query: 'after' },
          replay: {},
          shareKey: ({ url }) => new URL(url).searchParams.get('user') ?? undefined,
          ignoreURLParametersMatching: [/^token$/i, /[/"]/],
        },
      },
    );
    const multiplex = (options: unknown): unknown => options;
    const handler = runtimeCaching[0]?.handler as () => unknown;
    const options = runInNewContext(String(handler), {
      self: { workboxSSE: { multiplex } },
      URL,
    }) as Record<string, unknown> & { shareKey: (request: { url: string }) => unknown };
    expect(options).toMatchObject({ join: { snapshot: ['put'] }, resume: { query: 'after' } });
    expect(options['replay']).toEqual({});
    expect(String(options['ignoreURLParametersMatching'])).toBe(String([/^token$/i, /[/"]/]));
    expect(options.shareKey({ url: 'https://a.example/?user=anna' })).toBe('anna');
  });

  test('a session is made by the worker', () => {
    const resetOn = ['/login', /logout/];
    const [route] = withEventStreams<Package.GenerateSWConfig>(
      { swDest },
      { multiplex: { linger: 0, session: { resetOn, resetOnCookies: ['user'] } } },
    ).runtimeCaching as unknown as [{ handler: () => unknown }];
    const workboxSSE = {
      multiplex: (given: unknown) => given,
      session: (given: unknown) => ({ of: given }),
    };
    const options = runInNewContext(String(route.handler), { self: { workboxSSE } }) as unknown;
    expect(JSON.stringify(options)).toBe(
      JSON.stringify({ linger: 0, session: { of: { resetOn, resetOnCookies: ['user'] } } }),
    );
  });

  test.each([
    ['https://a.example/chat', true],
    ['https://a.example/chat#top', true],
    ['https://a.example/chat?room=1', true],
    ['https://a.example/chat/2', false],
    ['https://b.example/chat', false],
    ['https://b.example/live/2', true],
  ])('bypass: %s is %s', (url, expected) => {
    const config: Package.GenerateSWConfig = { swDest };
    const [route] = withEventStreams(config, { bypass: ['/chat', /live/g] })
      .runtimeCaching as unknown as [{ urlPattern: () => boolean }];
    const self = { location: { href: 'https://a.example/sw.js' } };
    const matches = runInNewContext(`(${String(route.urlPattern)})`, { self, URL }) as (match: {
      url: URL;
    }) => boolean;
    expect([1, 2].map(() => matches({ url: new URL(url) }))).toEqual([expected, expected]);
  });

  test('providers come by name, after bypass and before the rest, each as its rule says', () => {
    const { runtimeCaching = [] } = withEventStreams<GenerateSWOptions>(
      { swDest },
      { bypass: ['/chat'], providers: ['split', ['mcp', '/tools/']] },
    );
    const handlers = runtimeCaching.map(({ handler }) => String(handler as () => unknown));
    expect(handlers).toEqual([
      String(fallThrough),
      'self.workboxSSE.multiplex({"ignoreURLParametersMatching":[/^accessToken$/],"join":"live","resume":false})',
      String(fallThrough),
      String(fallThrough),
      'self.workboxSSE.multiplex({})',
    ]);
    expect(runtimeCaching.map(({ method }) => method)).toEqual([
      ...[undefined, undefined, 'GET', 'POST', undefined],
    ]);
    const self = {
      location: { href: 'https://a.example/sw.js' },
      workboxSSE: { isEventStreamRequest: ({ isStream }: { isStream: boolean }) => isStream },
    };
    const matches = (index: number, url: string, isStream: boolean): boolean => {
      const urlPattern: unknown = runtimeCaching[index]?.urlPattern;
      const match = runInNewContext(`(${String(urlPattern)})`, { self, URL }) as (options: {
        url: URL;
        isStream: boolean;
      }) => boolean;
      return match({ url: new URL(url), isStream });
    };
    expect(matches(1, 'https://streaming.split.io/sse?channels=a', true)).toBe(true);
    expect(matches(1, 'https://streaming.split.io/sse?channels=a', false)).toBe(false);
    expect(matches(1, 'https://a.example/sse', true)).toBe(false);
    expect(matches(2, 'https://a.example/tools/sse', false)).toBe(true);
    expect(matches(2, 'https://a.example/other', false)).toBe(false);
  });

  test('providers that share need the script, though nothing else is shared', () => {
    const multiplex = false;
    expect(withEventStreams({ swDest }, { multiplex, providers: ['split'] })).toHaveProperty(
      'importScripts',
    );
    expect(withEventStreams({ swDest }, { multiplex, providers: ['mcp'] })).not.toHaveProperty(
      'importScripts',
    );
  });

  test('the script lies beside the worker, with its source map, and out of the precache', () => {
    const { importScripts, manifestTransforms } = withEventStreams<GenerateSWOptions>({ swDest });
    const [name = ''] = importScripts ?? [];
    expect(readdirSync(folder)).toEqual(expect.arrayContaining([name, `${name}.map`]));
    expect(readFileSync(join(folder, name), 'utf8')).toMatch(`sourceMappingURL=${name}.map`);
    const entries = [name, `app/${name}`, 'main.js'].map((url) => ({
      url,
      revision: null,
      size: 1,
    }));
    expect(manifestTransforms?.at(-1)?.(entries)).toEqual({ manifest: [entries[2]] });
  });

  test('another mode is another script', () => {
    const names = (['development', 'production'] as const).map(
      (mode) => withEventStreams<GenerateSWOptions>({ swDest, mode }).importScripts?.[0],
    );
    expect(new Set(names).size).toBe(2);
  });

  test("Vite's development server, which serves no script, gets the bypass only", () => {
    const integration = eventStreams();
    const workboxFor = (command: 'build' | 'serve'): GenerateSWOptions => {
      const options: { workbox: GenerateSWOptions } = { workbox: { swDest } };
      integration.configureOptions({ command });
      integration.beforeBuildServiceWorker(options);
      return options.workbox;
    };
    expect(workboxFor('serve')).not.toHaveProperty('importScripts');
    expect(workboxFor('serve').runtimeCaching).toHaveLength(1);
    expect(workboxFor('build').importScripts).toHaveLength(1);
  });
});
