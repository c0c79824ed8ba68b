import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser's executable; on Debian it is installed if it is missing, elsewhere its absence is an error. */
export function findChromium(): string {
  const found = () => [process.env['CHROMIUM'] ?? '', ...PLACES].find((place) => place !== '' && existsSync(place));
  const before = found();
  if (before !== undefined) {
    return before;
  }
  if (existsSync('/usr/bin/apt-get')) {
    execFileSync('apt-get', ['update'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'], { stdio: 'ignore' });
  }
  const after = found();
  if (after === undefined) {
    throw new Error(`No Chromium found (${PLACES.join(', ')}). Install it, or name its executable in the environment variable CHROMIUM.`);
  }
  return after;
}

export interface RunningBrowser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** Starts Chromium without a window and with a profile of its own that is removed afterwards. */
export async function startChromium(viewport = { width: 1280, height: 900 }): Promise<RunningBrowser> {
  const profile = await mkdtemp(path.join(tmpdir(), 'callresult-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    headless: true,
    args: FLAGS,
    viewport,
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
  });
  return {
    context,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
