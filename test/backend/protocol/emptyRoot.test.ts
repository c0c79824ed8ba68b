/**
 * The executable in a root folder that has what Grafana's default image has, an Alpine with a few libraries of glibc:
 * no libstdc++, no libgcc_s, no shell, no writable plugin folder, nothing in the environment.
 */
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { startPlugin } from '../../../src/pluginHost/startPlugin';
import { builtPlugin } from '../../support/builtPlugin';

const loader = '/lib64/ld-linux-x86-64.so.2';
const glibc = ['libc.so.6', 'libdl.so.2', 'libm.so.6', 'libpthread.so.0', 'librt.so.1', 'libresolv.so.2'];

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'empty-root-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function furnish(): void {
  const loaded = (process.report.getReport() as { sharedObjects: string[] }).sharedObjects;
  const folder = dirname(loaded.find((path) => basename(path) === 'libc.so.6') ?? '');
  for (const made of ['proc', 'plugin', 'lib64', 'lib', 'tmp', 'sockets', 'records']) {
    mkdirSync(join(root, made));
  }
  copyFileSync(loader, join(root, loader));
  for (const library of glibc) {
    copyFileSync(join(folder, library), join(root, 'lib', library));
  }
  // One path leads to the sockets from inside and from outside.
  mkdirSync(dirname(join(root, root)), { recursive: true });
  symlinkSync('/', join(root, root));
  writeFileSync(join(root, 'records/calls.csv'), 'start_time,sip_code\n2026-01-01 00:00:00,200\n2026-01-01 00:00:01,486\n');
}

it('starts there and reads records', async () => {
  const executable = builtPlugin();
  furnish();
  const enter = `
    mount --rbind /proc '${root}/proc' &&
    mount --bind '${dirname(executable)}' '${root}/plugin' && mount -o remount,ro,bind '${root}/plugin' &&
    exec chroot '${root}' /plugin/${basename(executable)}`;
  const plugin = await startPlugin('/usr/bin/unshare', {
    arguments: ['--map-root-user', '--mount', '/bin/sh', '-c', enter],
    env: { PLUGIN_UNIX_SOCKET_DIR: join(root, 'sockets'), GF_PLUGIN_RECORDS_DIR: '/records' },
  });
  const jsonData = { version: 1, engine: 'files', path: 'calls.csv', layout: 'calls', timeZone: 'UTC' };
  const health = await plugin.checkHealth({ uid: 'records', name: 'Records', jsonData });
  expect(health).toMatchObject({ status: 'OK', details: { calls: 2, results: { answered: 1, busy: 1 } } });
  await plugin.stop();
  expect(await plugin.ended).toBe(0);
});
