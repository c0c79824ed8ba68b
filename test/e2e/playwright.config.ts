import { createRequire } from 'node:module';
import path from 'node:path';
import type { PluginOptions } from '@grafana/plugin-e2e';
import { defineConfig, devices } from '@playwright/test';
import { findChromium } from '../support/chromium';

const authentication = path.join(path.dirname(createRequire(__filename).resolve('@grafana/plugin-e2e')), 'auth');
const build = path.resolve(__dirname, '../../.build/e2e');
const baseURL = process.env['GRAFANA_URL'] ?? 'http://127.0.0.1:3000';

/** Run against the Grafana at `GRAFANA_URL`, which has the plugin, what `provisioning` holds, and the sample's records. */
export default defineConfig<PluginOptions>({
  testDir: __dirname,
  outputDir: path.join(build, 'results'),
  // One Grafana: tests that run at the same time would slow each other down, not the run.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['html', { open: 'never', outputFolder: path.join(build, 'report') }]],
  use: {
    baseURL,
    provisioningRootDir: path.resolve(__dirname, '../../provisioning'),
    screenshot: 'only-on-failure',
    // Pictures of every step take more time than the steps.
    trace: { mode: 'retain-on-failure', screenshots: false },
    contextOptions: { reducedMotion: 'reduce' },
    ...devices['Desktop Chrome'],
    viewport: { width: 1920, height: 1080 },
    launchOptions: {
      executablePath: findChromium(),
      // The pages of Grafana and the plugin need no other host.
      args: ['--no-sandbox', '--disable-gpu', `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${new URL(baseURL).hostname}`],
    },
  },
  projects: [
    { name: 'authenticate', testDir: authentication, testMatch: /.*\.js/ },
    { name: 'grafana', testMatch: /.*\.spec\.ts/, dependencies: ['authenticate'], use: { storageState: 'playwright/.auth/admin.json' } },
  ],
});
