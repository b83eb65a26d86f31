import { expect, test } from '@jest/globals';
import { reExports } from './reExports.mjs';

test('reads lists of names, of values and of types', () => {
  const text = `
    export { a, type B } from './a.js';
    export type { C } from 'c';
  `;
  expect(reExports(text)).toEqual({
    names: new Map([
      ['a', './a.js'],
      ['B', './a.js'],
      ['C', 'c'],
    ]),
    problems: [],
  });
});

test.each([
  [`export * from './a.js';`],
  [`export * as a from './a.js';`],
  [`export { a as b } from './a.js';`],
  [`export const a = 1;`],
  [`import './a.js';`],
])('%s is a problem', (statement) => {
  expect(reExports(statement).problems).toEqual([statement]);
});
