import { checkOptions as checkMultiplexerOptions, InvalidOptionError } from 'sse-multiplexer';
import { checkSession } from 'sse-service-worker';
import { checkFunction } from './checkFunction.js';
import { ConfigError } from './ConfigError.js';
import type { EventStreamsOptions } from './EventStreamsOptions.js';
import type { ProviderChoice } from './ProviderChoice.js';
import { providerRule } from './providerRule.js';

const KNOWN = {
  bypass: true,
  mode: true,
  multiplex: true,
  providers: true,
} satisfies Record<keyof EventStreamsOptions, true>;

const KNOWN_MULTIPLEX = {
  away: true,
  cursor: true,
  gap: true,
  hiddenDelay: true,
  ignoreHeaders: true,
  ignoreURLParametersMatching: true,
  join: true,
  keepAlive: true,
  linger: true,
  maxBlockBytes: true,
  maxQueueBytes: true,
  reconnect: true,
  replay: true,
  resume: true,
  session: true,
  shareKey: true,
  silence: true,
  varyOn: true,
} satisfies Record<keyof Exclude<EventStreamsOptions['multiplex'], false | undefined>, true>;

/**
 * Refuses, by name, what the generated worker would not get or would reject when it starts.
 *
 * @throws {@link ConfigError}
 */
export function checkOptions(options: EventStreamsOptions): void {
  checkNames('', options, KNOWN);
  const { bypass = [], multiplex = {}, mode, providers = [] } = options;
  if (!['development', 'production', undefined].includes(mode)) {
    throw new ConfigError('mode', 'is unknown.', "Write 'development' or 'production'.");
  }
  if (!Array.isArray(bypass) || !bypass.every(isUrlPattern)) {
    throw new ConfigError(
      'bypass',
      'is not a list of URLs.',
      "Write an array of strings and regular expressions, such as ['/chat/stream', /\\/live\\//].",
    );
  }
  if (!Array.isArray(providers)) {
    throw new ConfigError(
      'providers',
      'is not a list.',
      "Write an array of names, such as ['split'].",
    );
  }
  for (const choice of providers as readonly ProviderChoice[]) providerRule(choice);
  if (multiplex === false) return;
  if (typeof multiplex !== 'object') {
    throw new ConfigError(
      'multiplex',
      'is neither options nor false.',
      'Write {} for the defaults.',
    );
  }
  checkNames('multiplex.', multiplex, KNOWN_MULTIPLEX);
  const { keepAlive = 'auto', shareKey, ...data } = multiplex;
  if (!['auto', 'page', 'rotate', false].includes(keepAlive)) {
    throw new ConfigError(
      'multiplex.keepAlive',
      'has a wrong value.',
      "Write 'auto', 'page', 'rotate' or false.",
    );
  }
  checkData('multiplex', data);
  if (typeof shareKey === 'function') checkFunction('multiplex.shareKey', shareKey);
  try {
    const { session, ...options } = multiplex;
    if (session !== undefined) checkSession(session);
    checkMultiplexerOptions(options, ['keepAlive']);
  } catch (error) {
    if (!(error instanceof InvalidOptionError)) throw error;
    throw new ConfigError(`multiplex.${error.option}`, 'has a wrong value.', error.message);
  }
}

function isUrlPattern(value: unknown): boolean {
  return typeof value === 'string' || value instanceof RegExp;
}

function checkNames(prefix: string, options: object, known: object): void {
  for (const name of Object.keys(options)) {
    if (name in known) continue;
    const isWorkbox = name === 'plugins' || name === 'fetchOptions';
    throw new ConfigError(
      `${prefix}${name}`,
      isWorkbox
        ? 'cannot be written into a generated worker.'
        : 'is no option, so that it would have no effect.',
      isWorkbox
        ? 'Use injectManifest and `new SSEMultiplexStrategy()`, which takes it.'
        : `Options are ${Object.keys(known).join(', ')}.`,
    );
  }
}

/** JSON must be able to carry the value; it drops a function without a word. */
function checkData(place: string, value: unknown): void {
  if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) checkData(`${place}.${name}`, part);
    return;
  }
  if (typeof value === 'function') {
    throw new ConfigError(
      place,
      'is a function, which cannot be written into a generated worker.',
      place.endsWith('.snapshot')
        ? "Write the types of the events that are a snapshot, such as { snapshot: 'put' }."
        : 'Write a value, or use injectManifest and `new SSEMultiplexStrategy()`.',
    );
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new ConfigError(
      place,
      `is ${value}, which JSON does not have.`,
      `Write a large number, such as ${Number.MAX_SAFE_INTEGER}.`,
    );
  }
}
