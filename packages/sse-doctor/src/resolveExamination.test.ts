import { expect, test } from '@jest/globals';
import { resolveExamination } from './resolveExamination.js';

const url = 'https://api.example.com/stream#part';

test('examines from the stream itself, for ten seconds, without credentials, unless told otherwise', () => {
  const { url: stream, ...options } = resolveExamination(url);
  expect(stream.href).toBe('https://api.example.com/stream');
  expect(options).toMatchObject({
    origin: 'https://api.example.com',
    credentials: false,
    method: 'GET',
    timeout: 10_000,
    maxEvents: Infinity,
    idleTimeout: 60_000,
  });
  expect(resolveExamination(url, { cookie: 'a=b' }).credentials).toBe(true);
});

test.each([
  ['url', 'ftp://api.example.com', {}],
  ['url', 'stream', {}],
  ['origin', url, { origin: 'app.example.com' }],
  ['origin', url, { origin: 'https://app.example.com/path' }],
  ['headers', url, { headers: { 'a b': 'c' } }],
  ['headers', url, { headers: { a: 'b\nc' } }],
  ['cookie', url, { cookie: 'a=b\r\nc: d' }],
  ['method', url, { method: 'GET /' }],
  ['timeout', url, { timeout: 100 }],
  ['timeout', url, { timeout: NaN }],
  ['maxEvents', url, { maxEvents: 0 }],
])('an error names %s, what was expected and what came', (option, stream, options) => {
  expect(() => resolveExamination(stream, options)).toThrow(
    new RegExp(`^${option}: expected .+, got .+\\.$`),
  );
});
