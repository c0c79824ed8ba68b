import { beginTestRun } from './servers/testRun';

export default function setUpPure(): void {
  beginTestRun();
}
