import { expect, test } from '@jest/globals';
import { isOwnUrl } from './isOwnUrl.js';

const ports = new Set([80, 8080, 8081]);

test.each([
  'http://localhost:8080',
  'http://127.0.0.1:8081',
  'http://[::1]:8080',
  'http://localhost',
])('%s is the demo itself', (url) => {
  expect(isOwnUrl(url, ports)).toBe(true);
});

test.each([
  'http://localhost:8082',
  'http://demo.example:8080',
  'http://localhost.example:8080',
  'https://localhost:8080',
  'http://',
  'null',
  '',
])('%s is not', (url) => {
  expect(isOwnUrl(url, ports)).toBe(false);
});
