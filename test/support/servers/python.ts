import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { withFileLock } from '../../../build/withFileLock';
import { lastingFolder } from './testRun';

/** Python 3, which starts ClickHouse's engine as a server of its own; on Debian it is installed if it is missing. */
export async function findPython(): Promise<string> {
  const found = () =>
    (process.env['PATH'] ?? '')
      .split(path.delimiter)
      .map((folder) => path.join(folder, 'python3'))
      .find(existsSync);
  if (found() === undefined && existsSync('/usr/bin/apt-get')) {
    await withFileLock(path.join(lastingFolder(), 'callresult-python.lock'), async () => {
      if (found() === undefined) {
        execFileSync('apt-get', ['update'], { stdio: 'ignore' });
        execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'python3'], { stdio: 'ignore' });
      }
    });
  }
  const program = found();
  if (program === undefined) {
    throw new Error('No python3 found. Install it: the tests start a ClickHouse server with it.');
  }
  return program;
}
