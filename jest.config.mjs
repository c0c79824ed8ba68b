/**
 * Three projects, so that a run prepares only what its tests need: `pure` tests build nothing and start nothing but the DuckDB in their
 * own process, `servers` tests start databases, the plugin or the preview, and `browser` tests also Chromium.
 */
const SERVERS = [
  'test/{attack,engines,preview,support}/**',
  'test/backend/protocol/**',
  'test/backend/stores/{clickhouse,mysql,postgres,rollup}/**',
  'test/backend/stores/numberColumns.test.ts',
  'test/backend/layouts/homer.test.ts',
  'test/docs/scale.test.ts',
  'test/provisioning/databases.test.ts',
  'test/regression/{coldSourceStampede,cutAnswers,deadNeighbors,garbageServers,silentServers,textTimesOfZones,timingsThatAreNotThere}.test.ts',
];
const BROWSER = ['test/browser/**'];

const base = {
  roots: ['<rootDir>/test'],
  transform: {
    '^.+\\.(t|j|mj)sx?$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } }, target: 'es2022' } },
    ],
  },
  testEnvironment: 'node',
};

/** The test files in these places. */
const testsIn = (places) => places.map((place) => `**/${place.endsWith('**') ? `${place}/*.test.{ts,tsx}` : place}`);
const not = (patterns) => patterns.map((pattern) => `!${pattern}`);

export default {
  testTimeout: 60_000,
  // As many files at once as there are cores: jest leaves one of them free, which with two cores is half of the machine.
  maxWorkers: '100%',
  projects: [
    {
      ...base,
      displayName: 'pure',
      testMatch: [...testsIn(['test/**']), ...not(testsIn([...SERVERS, ...BROWSER]))],
      // Whoever starts something belongs in another project.
      moduleNameMapper: { '/(serverProcess|builtPlugin|npmStart|chromium)$': '<rootDir>/test/support/refusedInPureTests.ts' },
      globalSetup: '<rootDir>/test/support/setUpPure.ts',
      globalTeardown: '<rootDir>/test/support/tearDown.ts',
    },
    {
      ...base,
      displayName: 'servers',
      testMatch: testsIn(SERVERS),
      globalSetup: '<rootDir>/test/support/setUpServers.ts',
      globalTeardown: '<rootDir>/test/support/tearDown.ts',
    },
    {
      ...base,
      displayName: 'browser',
      testMatch: testsIn(BROWSER),
      globalSetup: '<rootDir>/test/support/setUpBrowser.ts',
      globalTeardown: '<rootDir>/test/support/tearDown.ts',
    },
  ],
};
