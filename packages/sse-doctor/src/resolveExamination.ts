import { InvalidOptionError } from 'sse-multiplexer';
import type { Examination } from './Examination.js';
import type { ExamineOptions } from './ExamineOptions.js';

/** An HTTP token (RFC 9110, 5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;

/**
 * Fills in defaults.
 *
 * @throws {@link InvalidOptionError} naming the option, what was expected and what came.
 */
export function resolveExamination(url: string | URL, options: ExamineOptions = {}): Examination {
  const stream = webUrl('url', String(url), 'a URL that begins with http: or https:');
  stream.hash = '';
  const { origin, headers = {}, cookie, method = 'GET', signal, stop, onProgress } = options;
  for (const [name, value] of Object.entries(headers)) {
    check(TOKEN.test(name), 'headers', 'names of HTTP headers', name);
    check(!/[\r\n\0]/.test(value), 'headers', `a value of one line for ${name}`, value);
  }
  check(TOKEN.test(method), 'method', 'an HTTP method', method);
  check(cookie === undefined || !/[\r\n\0]/.test(cookie), 'cookie', 'one line', cookie);
  return {
    url: stream,
    origin: origin === undefined ? stream.origin : pageOrigin(origin),
    headers,
    cookie,
    credentials: options.credentials ?? cookie !== undefined,
    method: method.toUpperCase(),
    timeout: count('timeout', options.timeout ?? 10_000, 500, 3_600_000),
    maxEvents: count('maxEvents', options.maxEvents ?? Infinity, 1, Infinity),
    maxEventBytes: count('maxEventBytes', options.maxEventBytes ?? 1_048_576, 1, Infinity),
    idleTimeout: count('idleTimeout', options.idleTimeout ?? 60_000, 1, Infinity),
    carrier: carrierUrl(options.carrier ?? '/event-streams', stream),
    insecure: options.insecure ?? false,
    signal: signal ?? new AbortController().signal,
    stop: stop ?? new AbortController().signal,
    onProgress: onProgress ?? (() => undefined),
  };
}

function webUrl(option: string, text: string, expected: string): URL {
  let url: URL | undefined;
  try {
    url = new URL(text);
  } catch {
    // Told below, like any other URL that is of no use.
  }
  check(url !== undefined && /^https?:$/.test(url.protocol), option, expected, text);
  return new URL(text);
}

function carrierUrl(carrier: string | false, stream: URL): string | false {
  if (carrier === false) return false;
  const isUrl = typeof carrier === 'string' && URL.canParse(carrier, stream.href);
  check(isUrl, 'carrier', 'a URL, relative to the stream, or false', carrier);
  return carrier;
}

function pageOrigin(text: string): string {
  const expected = 'an origin such as https://app.example.com';
  const url = webUrl('origin', text, expected);
  check(url.pathname === '/' && !url.search && !url.hash, 'origin', expected, text);
  return url.origin;
}

function count(option: string, value: number, least: number, most: number): number {
  const isCount = typeof value === 'number' && (Number.isInteger(value) || value === Infinity);
  const expected =
    most === Infinity ? `a number from ${least}` : `a number from ${least} to ${most}`;
  check(isCount && value >= least && value <= most, option, expected, value);
  return value;
}

function check(isRight: boolean, option: string, expected: string, got: unknown): void {
  if (!isRight) throw new InvalidOptionError(option, expected, got);
}
