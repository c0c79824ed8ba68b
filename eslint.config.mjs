import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { noImportCycles } from './build/lint/noImportCycles.mjs';

/** Which room may import which; whatever is not listed is refused. */
const MAY_IMPORT = {
  domain: ['domain'],
  schemas: ['schemas', 'domain'],
  fields: ['fields', 'editor', 'schemas', 'domain'],
  examples: ['examples', 'schemas', 'domain'],
  answers: ['answers', 'ask', 'after', 'before', 'stores', 'schemas', 'domain'],
  editor: ['editor', 'fields', 'schemas', 'domain'],
  concurrency: ['concurrency'],
  protocol: ['protocol', 'concurrency'],
  sql: ['sql', 'stores', 'concurrency', 'domain'],
  engine: ['engine', 'sql', 'stores', 'concurrency', 'domain'],
  stores: ['stores', 'sql', 'engine', 'domain'],
  decorators: ['decorators', 'stores', 'concurrency', 'domain'],
  before: ['before', 'stores', 'schemas', 'domain'],
  after: ['after', 'before', 'stores', 'schemas', 'domain'],
  ask: ['ask', 'after', 'before', 'stores', 'schemas', 'domain'],
  frames: ['frames', 'after', 'schemas', 'domain'],
  doctor: ['doctor', 'handlers', 'after', 'stores', 'domain'],
  handlers: ['handlers', 'protocol', 'doctor', 'decorators', 'answers', 'ask', 'after', 'before', 'frames', 'stores', 'schemas', 'domain'],
  main: ['protocol', 'handlers'],
  dashboards: ['dashboards', 'schemas', 'domain'],
  pluginHost: ['pluginHost', 'messages'],
  preview: ['preview', 'pluginHost', 'editor', 'examples', 'schemas', 'domain'],
  messages: ['messages'],
};

/**
 * The narrowest first: a file belongs to the first room whose pattern fits. A kind's folder has parts of four rooms, by the names of
 * its files, so that neither the browser nor the backend gets the other's code.
 */
const ROOMS = [
  { type: 'schemas', mode: 'file', pattern: ['src/kinds/{kinds,kindFacts,queryUnion,storedQuery}.ts', 'src/kinds/*/schema.ts'] },
  { type: 'examples', mode: 'file', pattern: ['src/kinds/example.ts', 'src/kinds/examples.ts', 'src/kinds/*/examples.ts'] },
  { type: 'fields', mode: 'file', pattern: ['src/kinds/editor.ts', 'src/kinds/editors.ts', 'src/kinds/*/*.tsx'] },
  { type: 'answers', mode: 'file', pattern: ['src/kinds/*.ts', 'src/kinds/*/*.ts'] },
  { type: 'messages', pattern: 'src/backend/protocol/gen' },
  { type: 'concurrency', pattern: 'src/backend/concurrency' },
  { type: 'protocol', pattern: 'src/backend/protocol' },
  { type: 'sql', pattern: 'src/backend/stores/sql' },
  { type: 'decorators', pattern: 'src/backend/stores/decorators' },
  { type: 'engine', pattern: 'src/backend/stores/*', capture: ['engine'] },
  { type: 'stores', pattern: 'src/backend/stores' },
  { type: 'before', pattern: 'src/backend/queries/before' },
  { type: 'after', pattern: 'src/backend/queries/after' },
  { type: 'ask', pattern: 'src/backend/queries/ask' },
  { type: 'frames', pattern: 'src/backend/frames' },
  { type: 'doctor', pattern: 'src/backend/doctor' },
  { type: 'handlers', pattern: 'src/backend/handlers' },
  { type: 'main', pattern: 'src/backend' },
  { type: 'domain', pattern: 'src/domain' },
  { type: 'editor', pattern: 'src/editor' },
  { type: 'dashboards', pattern: 'src/dashboards' },
  { type: 'pluginHost', pattern: 'src/pluginHost' },
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
    files: ['**/*.{ts,tsx}'],
    plugins: { project: { rules: { 'no-import-cycles': noImportCycles } } },
    rules: { 'project/no-import-cycles': 'error' },
  },
  {
    // The plugin's other rules are for React's compiler, which does not run here, and cost 7 s.
    files: ['src/{editor,kinds,preview}/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    // Pure: the same input gives the same output, whenever and wherever it runs.
    files: ['src/domain/**/*.ts', 'src/kinds/**/*.ts', 'src/backend/queries/**/*.ts', 'src/backend/frames/**/*.ts'],
    ignores: ['src/backend/queries/ask/{runPlan,answerWith}.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: ':function[async=true]', message: 'Pure code asks nothing itself: yield a question in a plan.' },
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Pure code takes the clock as an argument.' },
        {
          selector: 'MemberExpression[object.name=/^(Date|performance)$/][property.name="now"]',
          message: 'Pure code takes the clock as an argument.',
        },
      ],
    },
  },
  {
    // Only these know these: protobuf, Arrow, a database's client.
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/backend/protocol/**', 'src/pluginHost/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: ['@bufbuild/*', '@connectrpc/*'] }] },
  },
  {
    // Record text is a string where the code runs, so that a template would turn it into text without its mask.
    files: ['src/{domain,kinds,backend}/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: true, allowAny: false, allowArray: true, allowNever: true },
      ],
    },
  },
  {
    // The same of String(…), join and +. Stores read what drivers give them so.
    files: ['src/{domain,kinds,backend}/**/*.{ts,tsx}'],
    ignores: ['src/backend/stores/**'],
    rules: { '@typescript-eslint/no-base-to-string': 'error' },
  },
  {
    files: ['src/kinds/**/*.ts', 'src/backend/{queries,doctor}/**/*.ts', 'src/backend/handlers/resource/*.ts'],
    ignores: ['src/backend/queries/ask/runPlan.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'JSON', property: 'stringify', message: 'It would show record text without its mask: make keys with `textKey`.' },
      ],
    },
  },
  {
    // Who may read record text as it is: the mask, what compares it without showing it, and the documented exceptions `call_id` and `word`.
    files: ['src/**/*.{ts,tsx}'],
    ignores: [
      'src/domain/numberMask.ts',
      'src/domain/rules.ts',
      'src/backend/queries/after/counting/valueOrder.ts',
      'src/backend/queries/after/tables/identifierText.ts',
    ],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ group: ['**/domain/unmasked', './unmasked'], message: 'Record text is shown by `maskNumbers` alone.' }] },
      ],
    },
  }
);
