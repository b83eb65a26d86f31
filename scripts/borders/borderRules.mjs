/**
 * The layers of a package are its folders, lowest first: a folder imports only from itself and from
 * those before it. What each package may import besides its own files, and whether it keeps to globals that
 * browsers, workers and Node all have. A package without an entry here fails the check.
 *
 * @type {Record<string, { imports: string[], portable: boolean, layers?: string[] }>}
 */
export const borderRules = {
  'sse-multiplexer': {
    imports: [],
    portable: true,
    layers: [
      ...['wire', 'options', 'memory', 'statistics', 'upstream'],
      ...['delivery', 'hub', 'sharing'],
    ],
  },
  'sse-service-worker': {
    imports: ['sse-multiplexer'],
    portable: false,
    layers: [
      ...[
        'options',
        'plugins',
        'diagnosis',
        'naming',
        'positions',
        'messages',
        'waiting',
        'update',
        'session',
        'firefox',
        'pages',
      ],
      'sharing',
    ],
  },
  'workbox-foreign-fetch': { imports: ['workbox-core', 'workbox-routing'], portable: false },
  'workbox-sse': {
    imports: [
      'sse-multiplexer',
      'sse-service-worker',
      'workbox-core',
      'workbox-routing',
      'workbox-strategies',
    ],
    portable: false,
  },
  'event-stream-providers': {
    imports: ['workbox-core', 'workbox-routing', 'workbox-sse'],
    portable: false,
  },
  'workbox-sse-build': {
    imports: [
      ...['node:crypto', 'node:fs', 'node:path', 'node:url'],
      ...[
        'acorn',
        'eslint-scope',
        'estree',
        'event-stream-providers',
        'sse-multiplexer',
        'sse-service-worker',
        'workbox-sse',
      ],
    ],
    portable: false,
  },
  'workbox-sse-window': { imports: ['sse-multiplexer', 'sse-service-worker'], portable: false },
  'event-stream-carrier': { imports: ['sse-multiplexer'], portable: false },
  'sse-carrier': {
    imports: [
      ...['node:events', 'node:http', 'node:https', 'node:net', 'node:stream', 'node:tls'],
      ...['commander', 'event-stream-carrier', 'hono', 'httpxy', 'redis', 'sse-multiplexer'],
    ],
    portable: false,
    layers: ['core', 'node', 'web', 'fastify', 'redis', 'cli'],
  },
  'sse-doctor': {
    imports: [
      ...['node:crypto', 'node:events', 'node:fs', 'node:http', 'node:https', 'node:net'],
      ...['node:stream', 'node:timers', 'node:tls', 'node:zlib'],
      ...['cli-table3', 'commander', 'ora', 'picocolors', 'sse-multiplexer', 'sse-service-worker'],
    ],
    portable: false,
  },
  'serwist-sse': { imports: ['serwist', 'sse-multiplexer', 'sse-service-worker'], portable: false },
};
