import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';

/** Which room may import which; whatever is not listed is refused. */
const MAY_IMPORT = {
  domain: ['domain'],
  editor: ['editor', 'domain'],
  protocol: ['protocol'],
  sql: ['sql', 'stores', 'domain'],
  engine: ['engine', 'sql', 'stores', 'domain'],
  stores: ['stores', 'sql', 'engine', 'domain'],
  analysis: ['analysis', 'stores', 'domain'],
  frames: ['frames', 'analysis', 'domain'],
  handlers: ['handlers', 'protocol', 'analysis', 'frames', 'stores', 'domain'],
  main: ['protocol', 'handlers'],
  preview: ['preview', 'editor', 'domain', 'messages'],
  messages: ['messages'],
};

/** The narrowest first: a file belongs to the first room whose pattern fits. */
const ROOMS = [
  { type: 'messages', pattern: 'src/backend/protocol/gen' },
  { type: 'protocol', pattern: 'src/backend/protocol' },
  { type: 'sql', pattern: 'src/backend/stores/sql' },
  { type: 'engine', pattern: 'src/backend/stores/*', capture: ['engine'] },
  { type: 'stores', pattern: 'src/backend/stores' },
  { type: 'analysis', pattern: 'src/backend/analysis' },
  { type: 'frames', pattern: 'src/backend/frames' },
  { type: 'handlers', pattern: 'src/backend/handlers' },
  { type: 'main', pattern: 'src/backend' },
  { type: 'domain', pattern: 'src/domain' },
  { type: 'editor', pattern: 'src/editor' },
  { type: 'preview', pattern: 'src/preview' },
];
MAY_IMPORT.protocol.push('messages');

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', '.build/', 'src/backend/protocol/gen/'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mts}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      // A default branch is right for open sets (codes of a library), never for our own unions.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': ROOMS,
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.d.ts', '.js'] } },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          message: 'The room {{from.type}} may not import from {{to.type}}.',
          policies: Object.entries(MAY_IMPORT).map(([from, rooms]) => ({
            from: { element: { type: from } },
            allow: { to: { element: { types: { anyOf: rooms } } } },
          })),
        },
      ],
    },
  },
  {
    // Only these know these: protobuf, Arrow, a database's client.
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/backend/protocol/**', 'src/preview/client/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['@bufbuild/*', '@connectrpc/*'] }] },
  }
);
