import { end } from './servers/serverProcess';
import { endTestRun } from './servers/testRun';

/** Ends the servers that tests of this run started and shared. */
export default function tearDown(): Promise<void> {
  return endTestRun(({ pid, quit }) => end(pid, quit));
}
