import { expect, test } from '@jest/globals';
import { lockFileProblems } from './lockFileProblems.mjs';

const integrity = 'sha512-a';
const lock = (packages: Record<string, object>): string => JSON.stringify({ packages });

test('a complete lock file is no problem, wherever its packages lie', () => {
  const complete = lock({
    '': {},
    'packages/a': {},
    'node_modules/a': { link: true },
    'node_modules/b': { integrity, optionalDependencies: { 'b-mac': '1.0.0' } },
    'node_modules/b-mac': { integrity },
    'node_modules/@c/c': { integrity },
    'node_modules/@c/c/node_modules/d': {
      integrity,
      optionalDependencies: { 'd-linux': '1.0.0', 'd-mac': '1.0.0', 'b-mac': '1.0.0' },
    },
    'node_modules/@c/c/node_modules/d/node_modules/d-linux': { integrity },
    'node_modules/@c/c/node_modules/d-mac': { integrity },
  });
  expect(lockFileProblems(complete)).toEqual([]);
});

test('an optional package of another platform may not be left out', () => {
  const b = { integrity, optionalDependencies: { 'b-mac': '1.0.0' } };
  const elsewhere = 'node_modules/c/node_modules/b-mac';
  expect(lockFileProblems(lock({ 'node_modules/b': b, [elsewhere]: { integrity } }))).toEqual([
    'the lock file lacks b-mac, which node_modules/b needs on some platforms',
  ]);
});

test('a package without integrity is a problem', () => {
  expect(lockFileProblems(lock({ 'node_modules/b': { version: '1.0.0' } }))).toEqual([
    'node_modules/b has no integrity',
  ]);
});
