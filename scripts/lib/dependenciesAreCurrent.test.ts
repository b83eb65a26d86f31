import { expect, test } from '@jest/globals';
import { dependenciesAreCurrent } from './dependenciesAreCurrent.mjs';

const lock = (packages: Record<string, object>): string => JSON.stringify({ packages });

const wanted = lock({
  '': { name: 'root' },
  'packages/a': { version: '0.1.0' },
  'node_modules/a': { resolved: 'packages/a', link: true },
  'node_modules/b': { version: '1.0.0', integrity: 'sha512-b' },
  'node_modules/other-platform': { version: '1.0.0', integrity: 'sha512-o', optional: true },
});

test('nothing installed yet is not current', () => {
  expect(dependenciesAreCurrent(wanted, undefined)).toBe(false);
});

test('what is installed is current when only optional packages are absent', () => {
  const installed = lock({
    'node_modules/a': { resolved: 'packages/a', link: true },
    'node_modules/b': { version: '1.0.0', integrity: 'sha512-b' },
  });
  expect(dependenciesAreCurrent(wanted, installed)).toBe(true);
});

test.each([
  ['another version', { version: '1.0.1', integrity: 'sha512-b' }],
  ['other contents', { version: '1.0.0', integrity: 'sha512-x' }],
])('%s is not current', (_name, b) => {
  const installed = lock({
    'node_modules/a': { resolved: 'packages/a', link: true },
    'node_modules/b': b,
  });
  expect(dependenciesAreCurrent(wanted, installed)).toBe(false);
});

test('a missing package or workspace is not current', () => {
  const b = { version: '1.0.0', integrity: 'sha512-b' };
  expect(dependenciesAreCurrent(wanted, lock({ 'node_modules/b': b }))).toBe(false);
  expect(dependenciesAreCurrent(wanted, lock({ 'node_modules/a': { link: true } }))).toBe(false);
});
