import { InvalidOptionError } from './InvalidOptionError.js';
import type { MultiplexerOptions } from './MultiplexerOptions.js';

/** Longest delay of a timer. */
const LONGEST = 2 ** 31 - 1;

const KNOWN = {
  away: true,
  cursor: true,
  gap: true,
  hiddenDelay: true,
  ignoreHeaders: true,
  ignoreURLParametersMatching: true,
  join: true,
  linger: true,
  maxBlockBytes: true,
  maxQueueBytes: true,
  reconnect: true,
  replay: true,
  resume: true,
  shareKey: true,
  silence: true,
  varyOn: true,
} satisfies Record<keyof MultiplexerOptions, true>;

const KNOWN_REPLAY = ['events', 'bytes', 'total', 'age'];

/** Names that no page can set, or that mean something else. */
const NOT_FOR_PAGES =
  /^(?:accept|cookie2?|host|last-event-id|origin|referer|vary|(?:sec|proxy)-.*)$/i;

/**
 * Says whether options have values that they can have. For development builds and build tools:
 * {@link EventStreamMultiplexer} does not look, so that an app's visitors do not download this.
 *
 * @param more - names of options that are known to somebody else.
 * @throws {@link InvalidOptionError}
 *
 * @public
 */
export function checkOptions(options: MultiplexerOptions, more: readonly string[] = []): void {
  checkNames('', options, [...Object.keys(KNOWN), ...more]);
  const { replay, join, reconnect, resume, shareKey, ignoreURLParametersMatching } = options;
  if (replay !== undefined && replay !== false) {
    check(typeof replay === 'object' && replay !== null, 'replay', 'an object, or false', replay);
    checkNames('replay.', replay, KNOWN_REPLAY);
    checkNumber('replay.events', replay.events);
    checkNumber('replay.bytes', replay.bytes);
    checkNumber('replay.total', replay.total);
    checkNumber('replay.age', replay.age, { most: LONGEST });
  }
  checkNumber('linger', options.linger, { most: LONGEST, orFalse: true });
  checkNumber('silence', options.silence, { least: 1, most: LONGEST, orFalse: true });
  checkNumber('hiddenDelay', options.hiddenDelay, { least: 1, most: LONGEST, orFalse: true });
  checkNumber('maxQueueBytes', options.maxQueueBytes, { least: 1 });
  checkNumber('maxBlockBytes', options.maxBlockBytes);
  const given = (isValid: boolean, option: keyof MultiplexerOptions, expected: string): void => {
    check(options[option] === undefined || isValid, option, expected, options[option]);
  };
  given(isJoinPolicy(join), 'join', "'native', 'opening', 'live', 'replay' or {snapshot}");
  given(isQuery(options.cursor), 'cursor', '{query: name}');
  given(reconnect === 'page' || reconnect === 'worker', 'reconnect', "'page' or 'worker'");
  given(
    resume === 'header' || resume === false || isQuery(resume),
    'resume',
    "'header', {query: name} or false",
  );
  for (const option of ['gap', 'away'] as const) {
    const type = options[option];
    given(
      type === false || (isName(type) && type !== 'error' && type !== 'open'),
      option,
      "an event type without line breaks that is not 'error' or 'open', or false",
    );
  }
  given(typeof shareKey === 'function', 'shareKey', 'a function');
  given(
    isArrayOf(ignoreURLParametersMatching, (pattern) => pattern instanceof RegExp),
    'ignoreURLParametersMatching',
    'an array of RegExps',
  );
  for (const option of ['varyOn', 'ignoreHeaders'] as const) {
    const expected = 'an array of names of request headers that pages set';
    given(isArrayOf(options[option], isHeader), option, expected);
  }
}

function check(isValid: boolean, option: string, expected: string, received: unknown): void {
  if (!isValid) throw new InvalidOptionError(option, expected, received);
}

function checkNames(prefix: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    check(known.includes(name), prefix + name, `one of ${known.join(', ')}`, name);
  }
}

function checkNumber(
  option: string,
  value: unknown,
  { least = 0, most = Number.MAX_SAFE_INTEGER, orFalse = false } = {},
): void {
  const isNumber = typeof value === 'number' && value >= least && value <= most;
  const expected = `a number from ${least} to ${most}${orFalse ? ', or false' : ''}`;
  check(value === undefined || isNumber || (orFalse && value === false), option, expected, value);
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && /^[^\r\n]+$/.test(value);
}

function isQuery(value: unknown): boolean {
  return isName((value as { query?: unknown } | null | undefined)?.query);
}

function isHeader(name: unknown): boolean {
  return (
    typeof name === 'string' && /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !NOT_FOR_PAGES.test(name)
  );
}

function isArrayOf(value: unknown, isPart: (part: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isPart);
}

function isJoinPolicy(join: unknown): boolean {
  if (['native', 'opening', 'live', 'replay'].includes(join as string)) return true;
  const snapshot = (join as { snapshot?: unknown } | null | undefined)?.snapshot;
  return (
    typeof snapshot === 'function' ||
    isName(snapshot) ||
    (isArrayOf(snapshot, isName) && (snapshot as unknown[]).length > 0)
  );
}
