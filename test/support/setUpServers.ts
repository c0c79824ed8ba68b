import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { beginTestRun } from './servers/testRun';

/** What tests need and a bare machine lacks is made before the first of them, so that test files never race for it. */
export default function setUpServers(): void {
  beginTestRun();
  const { status } = spawnSync(process.execPath, [path.join(__dirname, '../../build/ready.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) {
    throw new Error('The plugin and the preview could not be built.');
  }
}
