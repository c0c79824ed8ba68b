import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { makeCertificates } from '../../../support/servers/certificates';
import { type Life, lifeOf } from '../../../support/servers/life';
import { type MariaDbAddress } from '../../../support/servers/mariaDbServer';
import { freePort, giveToServer, launch, serverUser } from '../../../support/servers/serverProcess';
import { serverFolder } from '../../../support/servers/testRun';

const run = promisify(execFile);

/** A MySQL server of a test's own; its root has no password at first, and may come through the socket only. */
export async function startMysql(
  program: string,
  settings: Readonly<Record<string, string>>,
  answers: (socket: string) => Promise<boolean>
): Promise<Omit<MariaDbAddress, 'password' | 'database'> & Life> {
  const [folder, port] = await Promise.all([serverFolder('mysql'), freePort()]);
  giveToServer(folder);
  const certificates = await makeCertificates(folder, 'by_certificate');
  giveToServer(certificates.serverKey);
  const socket = path.join(folder, 'socket');
  const data = `--datadir=${path.join(folder, 'data')}`;
  await run(program, ['--no-defaults', '--initialize-insecure', data], serverUser);
  const options = {
    socket,
    port: String(port),
    'bind-address': '127.0.0.1',
    'pid-file': path.join(folder, 'pid'),
    mysqlx: 'OFF',
    'disable-log-bin': 'ON',
    'innodb-flush-log-at-trx-commit': '0',
    'innodb-buffer-pool-size': '64M',
    'ssl-ca': certificates.ca,
    'ssl-cert': certificates.serverCertificate,
    'ssl-key': certificates.serverKey,
    ...settings,
  };
  const args = ['--no-defaults', data, ...Object.entries(options).map(([name, value]) => `--${name}=${value}`)];
  const again = () =>
    launch({ program, args, log: path.join(folder, 'log'), folder, user: serverUser, crash: 'SIGKILL' }, () => answers(socket));
  const pid = await again();
  return {
    pid,
    quit: 'SIGTERM',
    host: '127.0.0.1',
    port,
    user: 'root',
    socket,
    certificates,
    ...lifeOf({ pid, folder, quit: 'SIGTERM', launch: again }),
  };
}
