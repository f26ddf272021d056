/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

const config: Config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  globalSetup: '<rootDir>/test/global-setup.ts',
  globalTeardown: '<rootDir>/test/global-teardown.ts',
  testMatch: ['**/*.test.ts'],
  // A busy machine fails no test; only what hangs is ended.
  testTimeout: 60_000,
  // Of the two cores of a small machine jest would leave one idle.
  maxWorkers: '100%',
  // Node keeps every module of every file that a worker has run: after a hundred files most of its time would go into collecting
  // gigabytes of garbage that is none. Another worker takes over.
  workerIdleMemoryLimit: '300MB',
  extensionsToTreatAsEsm: ['.ts'],
  // Sources import one another as './x.js' (NodeNext); under jest the file is still './x.ts'.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};

export default config;
