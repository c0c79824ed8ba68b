import { builtPlugin } from './builtPlugin';
import { findChromium } from './chromium';
import { beginTestRun } from './servers/testRun';

/** What tests need and a bare machine lacks is made before the first of them, so that test files never race for it. */
export default async function globalSetup(): Promise<void> {
  beginTestRun();
  findChromium();
  await builtPlugin();
}
