import { expect, test } from '@jest/globals';
import { declaredExports } from './declaredExports.mjs';

test('tells values from types, and what is public', () => {
  const text = `
    import { b } from './b.js';
    /** @public */
    export class Hub {}
    /** @internal */
    export interface HubOptions {}
    export type Timer = number;
    export function hub() {}
    export const one = 1, two = 2;
    const hidden = b;
  `;
  const entry = (name: string, isValue: boolean, isPublic = false) => ({ name, isValue, isPublic });
  expect(declaredExports('Hub.ts', text)).toEqual([
    entry('Hub', true, true),
    entry('HubOptions', false),
    entry('Timer', false),
    entry('hub', true),
    entry('one', true),
    entry('two', true),
  ]);
});

test('a default export is not overlooked', () => {
  expect(declaredExports('a.ts', 'export default function () {}')[0]?.name).toBe('default');
  expect(declaredExports('a.ts', 'export default 1;')).toHaveLength(1);
});

test('a list of local names is not overlooked', () => {
  expect(declaredExports('a.ts', 'const a = 1; export { a };')).toHaveLength(1);
});
