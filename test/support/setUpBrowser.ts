import { findChromium } from './chromium';
import setUpServers from './setUpServers';

export default function setUpBrowser(): void {
  setUpServers();
  findChromium();
}
