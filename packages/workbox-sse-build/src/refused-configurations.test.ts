import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { EventStreamsOptions } from './EventStreamsOptions.js';
import type * as Package from './index.js';
import { loadPackage } from './testing/loadPackage.js';
import { temporaryFolder } from './testing/temporaryFolder.js';

const { bypassEventStream, ConfigError, fallThrough, withEventStreams } = loadPackage();
const swDest = join(temporaryFolder(), 'sw.js');

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
