import { InvalidOptionError } from './InvalidOptionError.js';
import type { Cursor, JoinPolicy, MultiplexerOptions } from './MultiplexerOptions.js';
import type { ReplayLimits } from './ReplayLimits.js';

/** Longest delay of a timer. */
const LONGEST = 2 ** 31 - 1;

/** @internal */
export type ResolvedOptions = Required<Omit<MultiplexerOptions, 'shareKey' | 'cursor'>> & {
  readonly cursor: Cursor | undefined;
  readonly replay: ReplayLimits;
  readonly shareKey: MultiplexerOptions['shareKey'] | undefined;
};

/**
 * Fills in the defaults.
 *
 * @throws {@link InvalidOptionError}
 *
 * @internal
 */
export function resolveOptions(options: MultiplexerOptions): ResolvedOptions {
  const { replay = {}, join = 'native', reconnect = 'page', cursor } = options;
  const { resume = cursor ?? 'header', hiddenDelay = 100 } = options;
  const { gap = 'event-stream-gap', shareKey, ignoreURLParametersMatching = [] } = options;
  const { varyOn = [], ignoreHeaders = [] } = options;

  check(typeof replay === 'object' && replay !== null, 'replay', 'an object', replay);
  check(isJoinPolicy(join), 'join', "'native', 'opening', 'live', 'replay' or {snapshot}", join);
  check(['page', 'worker'].includes(reconnect), 'reconnect', "'page' or 'worker'", reconnect);
  // Before `resume`, whose default it is.
  check(cursor === undefined || isName(cursor?.query), 'cursor', '{query: name}', cursor);
  check(
    resume === 'header' ||
      resume === 'none' ||
      isName((resume as { query?: unknown } | null)?.query),
    'resume',
    "'header', 'none' or {query: name}",
    resume,
  );
  check(gap === false || isName(gap), 'gap', 'an event type without line breaks, or false', gap);
  check(
    hiddenDelay === false ||
      (typeof hiddenDelay === 'number' && hiddenDelay >= 1 && hiddenDelay <= LONGEST),
    'hiddenDelay',
    `a number from 1 to ${LONGEST}, or false`,
    hiddenDelay,
  );
  check(
    shareKey === undefined || typeof shareKey === 'function',
    'shareKey',
    'a function',
    shareKey,
  );
  check(
    Array.isArray(ignoreURLParametersMatching) &&
      ignoreURLParametersMatching.every((pattern) => pattern instanceof RegExp),
    'ignoreURLParametersMatching',
    'an array of RegExps',
    ignoreURLParametersMatching,
  );

  checkHeaders('varyOn', varyOn);
  checkHeaders('ignoreHeaders', ignoreHeaders);
  return {
    shareKey,
    ignoreURLParametersMatching,
    varyOn: varyOn.map((name) => name.toLowerCase()),
    ignoreHeaders: ignoreHeaders.map((name) => name.toLowerCase()),
    linger: count('linger', options.linger, 1000, LONGEST),
    join,
    cursor,
    replay: {
      events: count('replay.events', replay.events, 10_000),
      bytes: count('replay.bytes', replay.bytes, 4 * 1024 * 1024),
      age: count('replay.age', replay.age, 120_000, LONGEST),
    },
    reconnect,
    resume,
    silence: count('silence', options.silence, 0, LONGEST),
    gap,
    maxQueueBytes: count('maxQueueBytes', options.maxQueueBytes, 4 * 1024 * 1024, undefined, 1),
    hiddenDelay,
    maxBlockBytes: count('maxBlockBytes', options.maxBlockBytes, 16 * 1024 * 1024),
  };
}

function check(valid: boolean, option: string, expected: string, received: unknown): void {
  if (!valid) throw new InvalidOptionError(option, expected, received);
}

/** Names that no page can set, or that mean something else. */
const NOT_FOR_PAGES =
  /^(?:accept|cookie2?|host|last-event-id|origin|referer|vary|(?:sec|proxy)-.*)$/i;

function checkHeaders(option: string, names: unknown): void {
  const isHeader = (name: unknown): boolean =>
    typeof name === 'string' && /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !NOT_FOR_PAGES.test(name);
  check(
    Array.isArray(names) && names.every(isHeader),
    option,
    'an array of names of request headers that pages set',
    names,
  );
}

function count(
  option: string,
  value: number | undefined,
  defaultValue: number,
  most = Number.MAX_SAFE_INTEGER,
  least = 0,
): number {
  if (value === undefined) return defaultValue;
  check(
    typeof value === 'number' && value >= least && value <= most,
    option,
    `a number from ${least} to ${most}`,
    value,
  );
  return value;
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && /^[^\r\n]+$/.test(value);
}

function isJoinPolicy(join: unknown): join is JoinPolicy {
  if (['native', 'opening', 'live', 'replay'].includes(join as string)) return true;
  const snapshot = (join as { snapshot?: unknown } | null)?.snapshot;
  return (
    typeof snapshot === 'function' ||
    isName(snapshot) ||
    (Array.isArray(snapshot) && snapshot.length > 0 && snapshot.every(isName))
  );
}
