/**
 * Refuses phrases that the project does not use, in pages, comments, texts and the titles of tests. `npm run words` reads all files, with
 * arguments only those.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { refusedPhrases } from './refusedPhrases';

function filesToRead() {
  const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' }).stdout.split('\n');
  return listed.filter((file) => /^(?:[^/]+\.md|(?:docs|src|test)\/.*\.(?:md|ts|tsx|mjs))$/.test(file));
}

const SKIPPED = /^(?:src\/backend\/protocol\/gen\/|test\/build\/refusedPhrases)/;

const named = process.argv.slice(2).map((file) => path.relative('.', file));
const files = (named.length > 0 ? named : filesToRead()).filter((file) => !SKIPPED.test(file));
let found = 0;
for (const file of files) {
  for (const { line, found: phrase, instead } of refusedPhrases(readFileSync(file, 'utf8'))) {
    process.stdout.write(`${file}:${line} - "${phrase}": write ${instead}\n`);
    found++;
  }
}
process.stdout.write(`${files.length} files, ${found} refused phrases\n`);
process.exitCode = found === 0 ? 0 : 1;
