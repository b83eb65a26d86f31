/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

/** What both projects share: TypeScript through swc, workbox-* and serwist (ESM) transformed as well. */
const shared: Config = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.(?:ts|mts|js|mjs)$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
      },
    ],
  },
  // What builds leave behind holds packages of the same names.
  modulePathIgnorePatterns: ['<rootDir>/demo/build/', '<rootDir>/.cache/', '/dist/'],
  transformIgnorePatterns: ['/node_modules/(?!workbox-|@?serwist/|idb/)'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^sse-multiplexer/wire$': '<rootDir>/packages/sse-multiplexer/src/wire/index.ts',
    '^sse-multiplexer$': '<rootDir>/packages/sse-multiplexer/src/index.ts',
    '^sse-service-worker$': '<rootDir>/packages/sse-service-worker/src/index.ts',
    '^workbox-sse-window$': '<rootDir>/packages/workbox-sse-window/src/index.ts',
    '^workbox-sse$': '<rootDir>/packages/workbox-sse/src/index.ts',
  },
};

const config: Config = {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/packages/*/src/**/*.test.ts',
        '<rootDir>/{scripts,demo,chaos,soak,bench}/**/*.test.ts',
      ],
    },
    {
      ...shared,
      displayName: 'e2e',
      setupFilesAfterEnv: ['<rootDir>/e2e/kit/retryOnce.ts'],
      testMatch: ['<rootDir>/e2e/**/*.test.ts'],
    },
  ],
};

export default config;
