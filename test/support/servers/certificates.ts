import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Files of an authority, of a server's certificate for localhost and 127.0.0.1, and of a client's for `client`. */
export interface Certificates {
  readonly ca: string;
  readonly serverCertificate: string;
  readonly serverKey: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
  /** An authority that signed none of them. */
  readonly otherCa: string;
}

/** Makes certificates of their own authority in `folder`; `client` is the common name, a database's user, of the client's. */
export async function makeCertificates(folder: string, client: string): Promise<Certificates> {
  await findOpenSsl();
  const file = (name: string) => path.join(folder, name);
  await Promise.all([authority(file, 'ca'), authority(file, 'other-ca')]);
  await Promise.all([
    signed(file, 'server', 'localhost', 'subjectAltName=DNS:localhost,IP:127.0.0.1'),
    signed(file, 'client', client, 'extendedKeyUsage=clientAuth'),
  ]);
  return {
    ca: file('ca.pem'),
    serverCertificate: file('server.pem'),
    serverKey: file('server.key'),
    clientCertificate: file('client.pem'),
    clientKey: file('client.key'),
    otherCa: file('other-ca.pem'),
  };
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

async function authority(file: (name: string) => string, name: string): Promise<void> {
  await run('openssl', [
    'req',
    '-x509',
    ...NEW_KEY,
    '-keyout',
    file(`${name}.key`),
    '-out',
    file(`${name}.pem`),
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
  ]);
}

async function signed(file: (name: string) => string, name: string, commonName: string, extension: string): Promise<void> {
  const key = file(`${name}.key`);
  await run('openssl', ['req', '-new', ...NEW_KEY, '-keyout', key, '-out', file(`${name}.csr`), '-subj', `/CN=${commonName}`]);
  await writeFile(file(`${name}.ext`), `${extension}\n`);
  const signature = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-set_serial', name === 'server' ? '1' : '2', '-days', '2'];
  await run('openssl', [
    'x509',
    '-req',
    '-in',
    file(`${name}.csr`),
    ...signature,
    '-extfile',
    file(`${name}.ext`),
    '-out',
    file(`${name}.pem`),
  ]);
  await chmod(key, 0o600);
}

/** On Debian openssl is installed if it is missing. */
async function findOpenSsl(): Promise<void> {
  if (!existsSync('/usr/bin/openssl') && existsSync('/usr/bin/apt-get')) {
    await run('apt-get', ['update']);
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'openssl']);
  }
}

/** The text of a certificate or key, as settings take it. */
export function pem(file: string): Promise<string> {
  return readFile(file, 'utf8');
}
