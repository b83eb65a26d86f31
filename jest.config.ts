/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

/** What all projects share: TypeScript through swc, dependencies that are ESM transformed as well. */
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
  transformIgnorePatterns: [
    '^(?!.*/node_modules/(?:workbox-|@?serwist/|idb/|tinyexec/)).*/node_modules/',
  ],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^sse-multiplexer/wire$': '<rootDir>/packages/sse-multiplexer/src/wire/index.ts',
    '^sse-multiplexer$': '<rootDir>/packages/sse-multiplexer/src/index.ts',
    '^event-stream-carrier$': '<rootDir>/packages/event-stream-carrier/src/index.ts',
    '^sse-carrier$': '<rootDir>/packages/sse-carrier/src/index.ts',
    '^sse-service-worker/diagnosis$':
      '<rootDir>/packages/sse-service-worker/src/diagnosis/index.ts',
    '^sse-service-worker/messages$': '<rootDir>/packages/sse-service-worker/src/messages/index.ts',
    '^sse-service-worker$': '<rootDir>/packages/sse-service-worker/src/index.ts',
    '^workbox-sse-window$': '<rootDir>/packages/workbox-sse-window/src/index.ts',
    '^event-stream-providers$': '<rootDir>/packages/event-stream-providers/src/index.ts',
    '^workbox-sse$': '<rootDir>/packages/workbox-sse/src/index.ts',
  },
};

/** Tests in browsers, which the test files of a worker process share. */
const browsers: Config = {
  ...shared,
  testEnvironment: '<rootDir>/e2e/kit/BrowserEnvironment.mjs',
  globalSetup: '<rootDir>/e2e/kit/makeProfiles.mjs',
  globalTeardown: '<rootDir>/e2e/kit/removeProfiles.mjs',
  setupFilesAfterEnv: ['<rootDir>/e2e/kit/secondAttempt.ts'],
};

const config: Config = {
  // A machine may be busy: no test is about speed.
  testTimeout: 90_000,
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
      ...browsers,
      displayName: 'e2e',
      testMatch: ['<rootDir>/e2e/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/e2e/long/'],
    },
    { ...browsers, displayName: 'long', testMatch: ['<rootDir>/e2e/long/**/*.test.ts'] },
  ],
};

export default config;
