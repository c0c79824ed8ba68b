/** The executable as Grafana finds it: started from elsewhere, with nothing in its environment but the protocol's own. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { startPlugin } from '../../../src/pluginHost/startPlugin';
import { builtPlugin } from '../../support/builtPlugin';

const run = promisify(execFile);

let executable: string;
beforeAll(async () => {
  executable = builtPlugin();
}, 120_000);

it('refuses to be started by hand', async () => {
  const failure = await run(executable, { env: {}, cwd: '/' }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/Grafana starts it/) });
});

it('says where it listens, and nothing else', async () => {
  const child = spawn(executable, { env: { grafana_plugin_type: 'datasource' }, cwd: '/' });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGTERM');
  expect(String(said)).toMatch(/^1\|2\|unix\|\/tmp\/[^|]+\|grpc\n$/);
});

it('is not changed by what Node would read from its environment', async () => {
  const plugin = await startPlugin(executable, { env: { NODE_OPTIONS: '--no-such-option' } });
  await plugin.stop();
  expect(await plugin.ended).toBe(0);
});

it('serves metrics', async () => {
  const plugin = await startPlugin(executable);
  expect(await plugin.collectMetrics()).toMatch(/^# HELP /m);
  await plugin.stop();
  expect(await plugin.ended).toBe(0);
});
