import { execFile, spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { asking, startFakePlugin, typescriptArguments, until } from './fixtures/startFakePlugin';

const run = promisify(execFile);

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it.each([{}, { grafana_plugin_type: 'panel' }])('refuses to start without the right cookie: %j', async (env) => {
  const failure = await run(process.execPath, [...typescriptArguments], { env }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/Grafana starts it/) });
});

it('says where it listens in one line, on a socket for its own user', async () => {
  const plugin = await startFakePlugin();
  const sockets = readdirSync(plugin.socketFolder).filter((name) => name.endsWith('.sock'));
  expect(sockets).toHaveLength(1);
  const status = statSync(join(plugin.socketFolder, sockets[0] ?? ''));
  expect([status.isSocket(), status.mode & 0o777]).toEqual([true, 0o600]);
  await plugin.stop();
});

it('logs as go-plugin reads it', async () => {
  const lines: string[] = [];
  const child = spawn(process.execPath, [...typescriptArguments], { env: { grafana_plugin_type: 'datasource' } });
  child.stderr.on('data', (data: Buffer) => lines.push(String(data)));
  await until(() => lines.join('').includes('\n'));
  child.kill('SIGTERM');
  const entry = JSON.parse(lines.join('').split('\n')[0] ?? '') as Record<string, unknown>;
  expect(entry).toMatchObject({ '@level': 'info', '@message': 'made', answer: 42, big: '7' });
  expect(entry['@timestamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
});

it('ends when the host asks for it: closes what it holds, removes its socket, exits with 0', async () => {
  const plugin = await startFakePlugin();
  await plugin.stop();
  expect(await plugin.ended).toBe(0);
  expect(plugin.notes()).toEqual(['closed']);
  expect(readdirSync(plugin.socketFolder)).toEqual(['notes']);
});

it('cancels what still runs and is gone before the host would kill it', async () => {
  const plugin = await startFakePlugin();
  const running = plugin.query(asking('slow')).catch((error: unknown) => error);
  await until(() => plugin.notes().includes('started'));
  await plugin.stop();
  expect(await plugin.ended).toBe(0);
  expect(plugin.notes()).toEqual(['started', 'cancelled', 'closed']);
  await running;
});

it('ends on SIGTERM, and leaves an interrupt to the host', async () => {
  const plugin = await startFakePlugin();
  process.kill(plugin.pid, 'SIGINT');
  expect(await plugin.query(asking('echo'))).toMatchObject([{ status: 200 }]);
  process.kill(plugin.pid, 'SIGTERM');
  expect(await plugin.ended).toBe(0);
  expect(plugin.notes()).toEqual(['closed']);
});

it('ends when its parent is gone without a word', async () => {
  // A host that starts the plugin, says its id, and is killed.
  const host = spawn(process.execPath, [
    '-e',
    `const child = require('node:child_process').spawn(process.execPath, ${JSON.stringify(typescriptArguments)},
       { env: { grafana_plugin_type: 'datasource' }, stdio: ['ignore', 'pipe', 'ignore'] });
     child.stdout.once('data', () => console.log(child.pid));
     setInterval(() => {}, 1000);`,
  ]);
  const said: string[] = [];
  host.stdout.on('data', (data: Buffer) => said.push(String(data)));
  await until(() => said.length > 0);
  const pid = Number(said.join(''));
  expect(isAlive(pid)).toBe(true);
  host.kill('SIGKILL');
  await until(() => !isAlive(pid));
});
