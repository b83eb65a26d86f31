import { expect, test } from '@jest/globals';
import { codeBlocks } from './codeBlocks.mjs';
import { compileBlocks } from './compileBlocks.mjs';

const problemsOf = (markdown: string): string[] =>
  compileBlocks(codeBlocks(markdown).map((block) => ({ path: 'a.md', block })));

const block = (info: string, ...code: string[]): string =>
  ['Text', '', `\`\`\`${info}`, ...code, '```', ''].join('\n');

test('code that compiles is no problem, whatever else the text holds', () => {
  const markdown = [
    block('ts', `import { registerRoute } from 'workbox-routing';`, `registerRoute('/', null!);`),
    block('ts page', `document.title = 'page';`),
    block('ts node', `import { join } from 'node:path';`, `join('a', 'b');`),
    block('sh', 'npm start'),
    block('', 'not code at all ('),
  ].join('\n');
  expect(problemsOf(markdown)).toEqual([]);
});

test('a problem is located in the Markdown file', () => {
  expect(problemsOf(block('ts', 'const one = 1;', 'const two: string = one;'))).toEqual([
    "a.md:5 Type 'number' is not assignable to type 'string'.",
  ]);
});

test('an import that does not exist is a problem', () => {
  const [problem] = problemsOf(block('ts', `import { nothing } from 'workbox-routing';`));
  expect(problem).toMatch(/^a\.md:4 .*'nothing'/);
});

test('a worker has no document, a page no service-worker clients', () => {
  expect(problemsOf(block('ts', 'document.title;'))[0]).toContain("'document'");
  expect(problemsOf(block('ts page', 'self.clients;'))[0]).toContain("'clients'");
});

test('blocks do not see each other', () => {
  const markdown = block('ts', 'const one = 1;') + block('ts', 'const one = 1;', 'two;');
  expect(problemsOf(markdown)).toEqual(["a.md:10 Cannot find name 'two'."]);
});

test('an unknown place is a problem', () => {
  expect(problemsOf(block('ts moon', ''))).toEqual(['a.md:3 runs in an unknown place: moon']);
});
