import { InvalidOptionError } from 'sse-multiplexer';
import type { CarrierOptions, CarrierRule } from './CarrierOptions.js';

/** What the page's side may never say for itself: it is the connection's, the browser's or a proxy's. */
const NEVER =
  /^(?:accept|accept-encoding|connection|content-.*|cookie2?|expect|forwarded|host|keep-alive|origin|referer|te|trailer|transfer-encoding|upgrade|via|event-stream-.*|proxy-.*|sec-.*|x-forwarded-.*|x-real-ip|cf-.*|true-client-ip)$/;

/** @internal */
export interface ResolvedCarrierOptions {
  readonly allow: readonly CarrierRule[] | undefined;
  readonly origins: ReadonlySet<string>;
  readonly headers: ReadonlySet<string>;
  readonly user: CarrierOptions['user'];
  readonly client: CarrierOptions['client'];
  readonly maxStreams: number;
  readonly maxCarriersPerClient: number;
  readonly maxCarriers: number;
  readonly heartbeat: number;
  readonly window: number;
  readonly bus: CarrierOptions['bus'];
}

/**
 * Fills in the defaults.
 *
 * @throws `InvalidOptionError`
 *
 * @internal
 */
export function resolveCarrierOptions(options: CarrierOptions): ResolvedCarrierOptions {
  const { allow, origins = [], headers = [], user, client, bus } = options;
  const rules = allow === undefined ? undefined : Array.isArray(allow) ? allow : [allow];
  check(
    rules === undefined || (rules.length > 0 && rules.every(isRule)),
    'allow',
    'a path, a RegExp, a function, or an array of these',
    allow,
  );
  check(
    Array.isArray(origins) && origins.every(isOrigin),
    'origins',
    'an array of origins such as https://app.example.com',
    origins,
  );
  check(
    Array.isArray(headers) && headers.every(isHeader),
    'headers',
    'an array of header names that a page may set',
    headers,
  );
  for (const [name, value] of Object.entries({ user, client }))
    check(value === undefined || typeof value === 'function', name, 'a function', value);
  check(
    bus === undefined || (typeof bus === 'object' && typeof bus.send === 'function'),
    'bus',
    'a bus such as redisBus(url)',
    bus,
  );
  return {
    allow: rules,
    origins: new Set(origins),
    headers: new Set(headers.map((name) => name.toLowerCase())),
    user,
    client,
    maxStreams: count('maxStreams', options.maxStreams, 256),
    maxCarriersPerClient: count('maxCarriersPerClient', options.maxCarriersPerClient, 64),
    maxCarriers: count('maxCarriers', options.maxCarriers, 10_000),
    heartbeat: count('heartbeat', options.heartbeat, 15_000),
    window: count('window', options.window, 128 * 1024),
    bus,
  };
}

function check(valid: boolean, option: string, expected: string, received: unknown): void {
  if (!valid) throw new InvalidOptionError(option, expected, received);
}

function count(option: string, value: number | false | undefined, defaultValue: number): number {
  if (value === undefined) return defaultValue;
  const canBeOff = option === 'heartbeat' || option === 'window';
  if (value === false && canBeOff) return 0;
  check(
    Number.isInteger(value) && Number(value) >= 1 && Number(value) < 2 ** 31,
    option,
    `an integer from 1 to 2147483647${canBeOff ? ', or false' : ''}`,
    value,
  );
  return Number(value);
}

function isRule(rule: unknown): boolean {
  if (typeof rule === 'string') return rule.startsWith('/');
  return rule instanceof RegExp || typeof rule === 'function';
}

function isOrigin(origin: unknown): boolean {
  return typeof origin === 'string' && URL.canParse(origin) && new URL(origin).origin === origin;
}

function isHeader(name: unknown): boolean {
  if (typeof name !== 'string' || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return false;
  return !NEVER.test(name.toLowerCase());
}
