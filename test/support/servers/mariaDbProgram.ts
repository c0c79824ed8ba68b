import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { withFileLock } from '../../../build/withFileLock';
import { giveToServer, serverUser } from './serverProcess';
import { lastingFolder } from './testRun';

const PLACES = ['/usr/sbin/mariadbd', '/usr/bin/mariadbd', '/usr/libexec/mariadbd'];
const SHARES = ['/usr/share/mysql', '/usr/share/mariadb'];

/** What makes the system tables, in this order; mariadb-install-db feeds a server the same. */
const SYSTEM = [
  'mysql_system_tables.sql',
  'mysql_performance_tables.sql',
  'mysql_system_tables_data.sql',
  'maria_add_gis_sp_bootstrap.sql',
];

/** The server's program; on Debian it is installed if it is missing, elsewhere its absence is an error. */
export async function findMariaDb(): Promise<string> {
  const found = () => [process.env['MARIADBD'] ?? '', ...PLACES].find((place) => place !== '' && existsSync(place));
  if (found() === undefined && existsSync('/usr/bin/apt-get')) {
    await withFileLock(path.join(lastingFolder(), 'callresult-mariadb.lock'), async () => {
      if (found() === undefined) {
        execFileSync('apt-get', ['update'], { stdio: 'ignore' });
        execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'mariadb-server-core'], { stdio: 'ignore' });
      }
    });
  }
  const program = found();
  if (program === undefined) {
    throw new Error(
      `No MariaDB server found (${PLACES.join(', ')}). Install it, or name its program in the environment variable MARIADBD.`
    );
  }
  return program;
}

/** Makes an empty data folder whose one user is root with `password`. */
export async function initializeMariaDb(program: string, folder: string, password: string): Promise<string> {
  const data = path.join(folder, 'data');
  for (const place of [data, path.join(data, 'mysql')]) {
    await mkdir(place);
    await chmod(place, 0o700);
    giveToServer(place);
  }
  const share = SHARES.find((place) => existsSync(path.join(place, 'mysql_system_tables.sql'))) ?? SHARES.join(' or ');
  const scripts = await Promise.all(SYSTEM.map((name) => readFile(path.join(share, name), 'utf8')));
  const root = ['localhost', '127.0.0.1'].map((host) => `alter user root@'${host}' identified by '${password}';\n`).join('');
  const script = `use mysql;\n${scripts.join('\n')}\nflush privileges;\n${root}`;
  await new Promise<void>((resolve, reject) => {
    // A server that starts deletes all temporary tables of the folder for temporary files, also those of others.
    const args = [
      '--no-defaults',
      '--bootstrap',
      `--datadir=${data}`,
      `--tmpdir=${data}`,
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-log-file-size=16M',
    ];
    const done = (error: Error | null, _out: string, errors: string) =>
      error === null ? resolve() : reject(new Error(`MariaDB made no system tables: ${errors}`));
    execFile(program, args, serverUser, done).stdin?.end(script);
  });
  return data;
}
