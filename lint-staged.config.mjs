// What the pre-commit hook does with staged files.
export default {
  '*.{ts,tsx,mts,mjs,cjs,js}': ['prettier --write --ignore-unknown', 'eslint --no-warn-ignored --max-warnings 0'],
  '{*,docs/**/*}.md': ['cspell lint --no-progress --no-summary', 'tsx build/words/phrases.ts'],
  '!(*.ts|*.tsx|*.mts|*.mjs|*.cjs|*.js)': 'prettier --write --ignore-unknown',
};
