import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { rootFolder } from './scripts/lib/rootFolder.mjs';
import { typeProjects } from './scripts/lib/typeProjects.mjs';

const { built, checked } = typeProjects();

export default defineConfig(
  globalIgnores([
    '**/dist/',
    '**/build/',
    '**/coverage/',
    '.cache/',
    'examples/**/*.{js,mjs,cjs}',
    'fixtures/apps/**/*.{js,mjs,cjs}',
  ]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: [...built, ...checked], tsconfigRootDir: rootFolder },
    },
    // A rule that is wrong in one place is discussed here, not switched off there.
    linterOptions: { noInlineConfig: true },
    rules: {
      eqeqeq: 'error',
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'no-warning-comments': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // An empty string is a value of its own in an event stream.
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { string: true } },
      ],
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Code points, not graphemes, are what tests on UTF-8 are about.
      '@typescript-eslint/no-misused-spread': 'off',
      // Knows nothing of state that changes during an await or in a callback.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Would ask for what no-non-null-assertion forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'List what is exported by name.' },
        { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
        {
          selector:
            'MemberExpression[object.name=/^(?:test|it|describe)$/][property.name=/^(?:skip|only|todo|failing)$/]',
          message: 'Every test runs.',
        },
      ],
    },
  },
  {
    // In JavaScript, TypeScript knows undefined names, and JSDoc types what `JSON.parse` returns.
    files: ['**/*.{js,mjs,cjs}'],
    rules: { 'no-undef': 'off', '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    // Programs and tests talk to a terminal; a test file lists cases.
    files: ['scripts/**', 'e2e/**', 'demo/**', 'chaos/**', 'soak/**', 'bench/**', '**/*.test.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['packages/*/src/**'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'Date',
          property: 'now',
          message: 'A clock may be set meanwhile: measure durations by performance.now().',
        },
      ],
    },
  },
  {
    // What people read, and a date that a server names.
    files: [
      'packages/sse-multiplexer/src/hub/Standing.ts',
      'packages/sse-multiplexer/src/sharing/EventStreamMultiplexer.ts',
      'packages/sse-multiplexer/src/upstream/reconnectDelay.ts',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // Both transports are out there, and the older one is the one that must be left alone by name.
    files: ['fixtures/clients/mcp/*.ts'],
    rules: {
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: ['SSEClientTransport', 'SSEServerTransport'] },
      ],
    },
  },
  {
    // These tools take their configuration as the default export.
    files: ['*.config.{js,ts}'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
