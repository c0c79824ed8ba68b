// What the pre-commit hook does with staged files.
export default {
  '*.{ts,tsx,mts,mjs,cjs,js}': ['prettier --write --ignore-unknown', 'eslint --no-warn-ignored --max-warnings 0'],
  '!(*.ts|*.tsx|*.mts|*.mjs|*.cjs|*.js)': 'prettier --write --ignore-unknown',
};
