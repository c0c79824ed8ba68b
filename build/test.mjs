/**
 * `npm test`: installs and builds what is missing, then runs the tests; arguments go to jest
 * (`npm test -- test/domain`). Runs on a bare checkout with nothing but Node.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, makeReady, succeeds } from './start.mjs';

const project = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const isReady = await succeeds(async () => {
  await install({ withTests: true });
  await makeReady();
});
if (isReady) {
  const jest = path.join(project, 'node_modules', 'jest', 'bin', 'jest.js');
  const { status } = spawnSync(process.execPath, [jest, ...process.argv.slice(2)], {
    cwd: project,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.exitCode = status ?? 1;
}
