/**
 * `npm test`: installs what is missing, then runs the tests, which build what they need; arguments go to jest
 * (`npm test -- test/domain`). Runs on a bare checkout with nothing but Node.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { checkNode, install, project, succeeds } from './ready.mjs';

const isReady = await succeeds(async () => {
  checkNode();
  await install({ withTests: true });
});
if (isReady) {
  const jest = path.join(project, 'node_modules', 'jest', 'bin', 'jest.js');
  const { status } = spawnSync(process.execPath, [jest, ...process.argv.slice(2)], {
    cwd: project,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  process.exitCode = status ?? 1;
}
