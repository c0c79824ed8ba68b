// Runs everything that must hold and ends with one line that counts it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const report = path.join(root, '.build', 'tests.json');
let [passed, failed] = [0, 0];

/** Runs a command in the project's folder, its output passed on. */
function run(name, command, args) {
  const started = Date.now();
  process.stdout.write(`\n== ${name}\n`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  process.stdout.write(`== ${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${Math.round((Date.now() - started) / 1000)} s\n`);
  return status === 0;
}

function count(holds) {
  if (holds) {
    passed++;
  } else {
    failed++;
  }
}

rmSync(report, { force: true });
const tests = run('tests', 'npm', ['test', '--', '--json', `--outputFile=${report}`]);
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, numFailedTestSuites, success } = JSON.parse(readFileSync(report, 'utf8'));
  passed += numPassedTests;
  // A suite that could not even start has no failed tests to count.
  failed += Math.max(numFailedTests, numFailedTestSuites > 0 || !success || !tests ? 1 : 0);
} else {
  count(false);
}
count(run('types', 'npm', ['run', 'types']));
count(run('lint', 'npm', ['run', 'lint']));
count(run('format', 'npm', ['run', 'format:check']));
count(run('words', 'npm', ['run', 'words']));
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
