import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { GenerateSWOptions } from 'workbox-build';
import type { EventStreamsOptions } from './EventStreamsOptions.js';
import type * as Package from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'with-event-streams-'));
const swDest = join(folder, 'sw.js');

// What is published is bundled: the workers' packages do not load in Node.
const root = join(__dirname, '..');
execFileSync(process.execPath, [join(root, 'bundle.mjs')]);
const { bypassEventStream, ConfigError, eventStreams, fallThrough, withEventStreams } =
  createRequire(join(root, 'x.js'))('./build/cjs/index.js') as typeof Package;

afterAll(() => rmSync(folder, { recursive: true }));

const refusal = (act: () => unknown): Package.ConfigError => {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
};

const withRoute = (route: object) => () =>
  withEventStreams({
    swDest,
    runtimeCaching: [{ urlPattern: /a/, handler: 'NetworkOnly', ...route }],
  });

describe('routes that generateSW would drop or break', () => {
  class NetworkFirst {
    readonly cacheName = 'a';
  }

  test('a method: its source text is no expression', () => {
    const { place, message } = refusal(withRoute({ handler() {} }));
    expect(place).toBe('runtimeCaching[0].handler');
    expect(message).toContain('Write an arrow function');
  });

  test('an instance of a strategy, which is dropped', () => {
    const { message } = refusal(withRoute({ handler: new NetworkFirst() }));
    expect(message).toContain('runtimeCaching[0].handler is an instance of NetworkFirst');
    expect(message).toContain("Write the strategy's name, handler: 'NetworkFirst'");
  });

  test('a closure over a variable of the configuration', () => {
    const api = 'https://api.example.com';
    const urlPattern = ({ url }: { url: URL }): boolean => url.origin === api;
    const { place, message } = refusal(withRoute({ urlPattern }));
    expect(place).toBe('runtimeCaching[0].urlPattern');
    expect(message).toMatch(/uses api, which the generated worker does not have/);
  });

  test('a bound function', () => {
    const { message } = refusal(withRoute({ handler: (() => undefined).bind(null) }));
    expect(message).toContain('bound or native');
  });

  test('a plugin that is an instance of a class with methods', () => {
    class Plugin {
      cacheWillUpdate(): null {
        return null;
      }
    }
    const { place, message } = refusal(withRoute({ options: { plugins: [new Plugin()] } }));
    expect(place).toBe('runtimeCaching[0].options.plugins[0]');
    expect(message).toContain('cacheWillUpdate');
  });

  test.each([[/.*/], [() => true], [({ url }: { url: URL }) => url.protocol === 'https:']])(
    'a catch-all, %s, before a route for event streams',
    (urlPattern) => {
      const { place, message } = refusal(() =>
        withEventStreams({
          swDest,
          runtimeCaching: [
            { urlPattern: /\.png$/, handler: 'CacheFirst' },
            { urlPattern, handler: 'NetworkFirst' },
            { urlPattern: bypassEventStream, handler: fallThrough },
          ],
        }),
      );
      expect(place).toBe('runtimeCaching[1]');
      expect(message).toContain('runtimeCaching[2]');
    },
  );

  test('what works is left as it is', () => {
    const routes = [
      { urlPattern: '/a', handler: 'NetworkOnly' },
      { urlPattern: bypassEventStream, handler: fallThrough },
      {
        urlPattern: ({ url }: { url: URL }) => url.origin === self.location.origin,
        handler: async ({ request }: { request: Request }) => {
          const { status } = await fetch(request);
          return new Response(String(status));
        },
        options: { plugins: [{ cacheWillUpdate: () => null }] },
      },
      { urlPattern: () => true, handler: 'NetworkFirst' },
    ];
    const { runtimeCaching } = withEventStreams({ swDest, runtimeCaching: routes });
    expect(runtimeCaching.slice(-routes.length)).toEqual(routes);
  });
});

describe('options that a file cannot carry', () => {
  const ignoring = (ignoreURLParametersMatching: unknown): unknown => ({
    multiplex: { ignoreURLParametersMatching },
  });
  const session = (options: unknown): unknown => ({ multiplex: { session: options } });

  test.each<[string, unknown, string]>([
    ['multiplex.plugins', { multiplex: { plugins: [] } }, 'injectManifest'],
    ['multiplex.fetchOptions', { multiplex: { fetchOptions: {} } }, 'injectManifest'],
    ['multiplex.join.snapshot', { multiplex: { join: { snapshot: () => true } } }, "'put'"],
    ['multiplex.silence', { multiplex: { silence: Infinity } }, 'large number'],
    ['multiplex.linger', { multiplex: { linger: -1 } }, 'expected a number'],
    ['multiplex.session.resetOn', session({ resetOn: '/login' }), 'expected an array of URLs'],
    ['multiplex.session.resetOn', session({ resetOn: [1] }), 'expected an array of URLs'],
    ['multiplex.session.resetOnCookies', session({ resetOnCookies: [''] }), 'an array of names'],
    ['multiplex.session.resetAt', session({ resetAt: [] }), 'resetOn, resetOnCookies'],
    ['multiplex.shareKey', { multiplex: { shareKey: 'user' } }, 'expected a function'],
    ['multiplex.shareKey', { multiplex: { shareKey: () => swDest } }, 'uses swDest'],
    ['multiplex.shareKey', { multiplex: { shareKey: String.bind(null) } }, 'arrow function'],
    ['multiplex.ignoreURLParametersMatching', ignoring(['_']), 'an array of RegExps'],
    ['multiplex.ignoreURLParametersMatching.0', ignoring([() => true]), 'is a function'],
    ['multiplex.keepAlive', { multiplex: { keepAlive: true } }, "Write 'auto'"],
    ['multiplex.lingr', { multiplex: { lingr: 1 } }, 'linger'],
    ['multiplex', { multiplex: true }, 'Write {}'],
    ['bypass', { bypass: '/a' }, 'Write an array'],
    ['urls', { urls: [] }, 'bypass, mode, multiplex'],
    ['providers', { providers: 'split' }, "such as ['split']"],
    ['providers', { providers: ['spilt'] }, 'Names are ably, aiSdk'],
    ['providers', { providers: [['split', 1]] }, "Write ['split', 'https://example.com']"],
    ['providers', { providers: ['turbo'] }, "Write ['turbo', '/events']"],
    ['mode', { mode: 'test' }, "'development'"],
  ])('%s is refused by name', (place, options, instead) => {
    const error = refusal(() => withEventStreams({ swDest }, options as EventStreamsOptions));
    expect(error.place).toBe(place);
    expect(error.message).toContain(instead);
  });

  test('without swDest the script has no place', () => {
    expect(refusal(() => withEventStreams({})).message).toContain('withEventStreamsInWebpack');
    expect(withEventStreams({}, { multiplex: false })).not.toHaveProperty('importScripts');
  });
});

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
