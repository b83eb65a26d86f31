import type { Cursor, MultiplexerOptions } from './MultiplexerOptions.js';
import type { ReplayLimits } from './ReplayLimits.js';

const MIB = 1024 * 1024;

/** @internal */
export type ResolvedOptions = Required<
  Omit<MultiplexerOptions, 'shareKey' | 'replay' | 'linger' | 'cursor'>
> & {
  readonly cursor: Cursor | undefined;
  readonly linger: number;
  readonly replay: ReplayLimits;
  readonly shareKey: MultiplexerOptions['shareKey'] | undefined;
};

/**
 * Fills in the defaults. Values are not looked at: see {@link checkOptions}.
 *
 * @internal
 */
export function resolveOptions({
  shareKey,
  ignoreURLParametersMatching = [],
  varyOn = [],
  ignoreHeaders = [],
  linger = 1000,
  join = 'native',
  replay = {},
  reconnect = 'page',
  cursor,
  resume = cursor ?? 'header',
  silence = false,
  gap = 'event-stream-gap',
  away = 'event-stream-away',
  maxQueueBytes = 4 * MIB,
  hiddenDelay = 100,
  maxBlockBytes = 16 * MIB,
}: MultiplexerOptions): ResolvedOptions {
  const {
    events = 10_000,
    bytes = 4 * MIB,
    total = 32 * MIB,
    age = 120_000,
  } = replay || { events: 0 };
  return {
    shareKey,
    ignoreURLParametersMatching,
    varyOn: varyOn.map((name) => name.toLowerCase()),
    ignoreHeaders: ignoreHeaders.map((name) => name.toLowerCase()),
    linger: linger || 0,
    join,
    cursor,
    replay: { events, bytes, total, age },
    reconnect,
    resume,
    silence,
    gap,
    away,
    maxQueueBytes,
    hiddenDelay,
    maxBlockBytes,
  };
}
