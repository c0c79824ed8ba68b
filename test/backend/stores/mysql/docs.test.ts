import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { parse } from 'yaml';
import { openMysqlServer } from '../../../../src/backend/stores/mysql/open';
import { serverConnection } from '../../../../src/domain/serverConnection';
import { parseSettings } from '../../../../src/domain/settings';
import { OwnServer } from './ownServer';

const NEVER = new AbortController().signal;

/** The blocks of a language on the page. */
async function blocks(language: string): Promise<string[]> {
  const page = await readFile(path.join(__dirname, '../../../../docs/stores/mysql.md'), 'utf8');
  return [...page.matchAll(new RegExp(`^ *\`\`\`${language}\\n(.*?)^ *\`\`\``, 'gms'))].map(([, text]) => text ?? '');
}

let own: OwnServer;
beforeAll(async () => {
  own = await OwnServer.start();
  const columns =
    'id int primary key auto_increment, method varchar(16), callid varchar(255), from_tag varchar(128), to_tag varchar(128), sip_code varchar(3), sip_reason varchar(128), time datetime not null, src_user varchar(64)';
  await own.sql(
    `create database voip; create table voip.acc (${columns}); create table voip.missed_calls (${columns}); create table voip.subscriber (password varchar(64)); insert into voip.acc (callid, time) values ('a', '2026-01-01')`
  );
});
afterAll(() => own.life.remove());

it('grants what is needed and no more', async () => {
  const [user = '', columns = ''] = await blocks('sql');
  await own.sql(user);
  const server = openMysqlServer(own.connection({ user: 'call_result', password: 'change me', database: 'voip' }));
  try {
    expect((await server.run(sql`select callid from ${server.table('acc')}`, NEVER)).columns).toEqual([['a']]);
    expect((await server.describe('missed_calls', NEVER)).map(({ name }) => name)).toContain('src_user');
    await expect(server.describe('subscriber', NEVER)).rejects.toMatchObject({
      kind: 'settings',
      message: expect.stringContaining('has no permission to read this') as string,
    });
    await own.sql(columns);
    expect((await server.describe('missed_calls', NEVER)).map(({ name }) => name)).toEqual([
      'id',
      'method',
      'callid',
      'from_tag',
      'to_tag',
      'sip_code',
      'sip_reason',
      'time',
    ]);
    const controller = new AbortController();
    const running = expect(
      server.run(
        sql`select count(*) from information_schema.collations a, information_schema.collations b, information_schema.collations c, information_schema.collations d`,
        controller.signal
      )
    ).rejects.toMatchObject({ kind: 'cancelled' });
    while (!(await own.activity('call_result')).some(({ info }) => info?.includes('collations') === true));
    controller.abort();
    await running;
    while ((await own.activity('call_result')).some(({ info }) => info?.includes('collations') === true));
  } finally {
    await server.close();
  }
}, 20_000);

it('advises an index as the plugin does', async () => {
  const [, , index = ''] = await blocks('sql');
  await own.sql(index, 'voip');
  const server = openMysqlServer(own.connection({ database: 'voip' }));
  expect(index.trim().replace(';', '')).toBe(server.indexAdvice('acc', 'time')?.replaceAll('`', ''));
  expect((await server.describe('acc', NEVER)).filter(({ indexed }) => indexed).map(({ name }) => name)).toEqual(['id', 'time']);
  await server.close();
});

it('shows settings that are accepted', async () => {
  const [text = ''] = await blocks('yaml');
  const [source] = (parse(text) as { datasources: { url: string; user: string; database: string; jsonData: Record<string, unknown> }[] })
    .datasources;
  const { url = '', user = '', database = '', jsonData = {} } = source ?? {};
  const { settings } = parseSettings({ ...jsonData, tlsCaCertificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----' });
  if (settings.engine !== 'mysql') {
    throw new Error('the page is about MySQL');
  }
  expect(serverConnection(settings, { url, user, database, secureJsonData: { password: 'p' } }, 1000)).toMatchObject({
    address: { host: 'db.example.org', port: 3306 },
    tls: { mode: 'verify-full' },
    database: 'voip',
  });
});
