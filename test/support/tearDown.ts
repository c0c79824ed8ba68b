import { end } from './servers/serverProcess';
import { endTestRun } from './servers/testRun';

/** Ends the servers that tests of this run started and shared, and removes the run's temporary files. */
export default function tearDown(): Promise<void> {
  return endTestRun(({ pid, quit }) => end(pid, quit));
}
