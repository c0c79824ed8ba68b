import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A cluster of two shards, both of which are the server itself. */
export const CLUSTER = 'both';
/** The user who may do everything. */
export const OWNER = 'owner';

export interface ClickHouseUser {
  /** GRANT statements without the part that names the user; none: may do everything. */
  readonly grants?: readonly string[];
  /** Settings of the user's profile, and their constraints as XML. */
  readonly profile?: string;
}

/** Writes what a server reads when it starts, with users who all have one password; the file's place. */
export async function configureClickHouse(
  folder: string,
  tcpPort: number,
  password: string,
  users: Readonly<Record<string, ClickHouseUser>>
): Promise<string> {
  const all: readonly (readonly [string, ClickHouseUser])[] = [[OWNER, {}], ...Object.entries(users)];
  const [configuration, usersFile] = ['config.xml', 'users.xml'].map((name) => path.join(folder, name)) as [string, string];
  const profiles = `<default/>${all.map(([name, { profile = '' }]) => xml(`of_${name}`, profile)).join('')}`;
  const named = all
    .map(([name, { grants }]) =>
      xml(
        name,
        `${account(password, '::/0', `of_${name}`)}${grants === undefined ? '' : xml('grants', grants.map((grant) => xml('query', grant)).join(''))}`
      )
    )
    .join('');
  // As whom the server asks itself.
  const itself = xml('default', account('', '127.0.0.1', 'default'));
  await writeFile(usersFile, xml('clickhouse', xml('profiles', profiles) + xml('users', named + itself) + xml('quotas', '<default/>')));
  const shard = xml('shard', xml('replica', `<host>127.0.0.1</host><port>${tcpPort}</port>`));
  await writeFile(configuration, xml('clickhouse', xml('users_config', usersFile) + xml('remote_servers', xml(CLUSTER, shard + shard))));
  return configuration;
}

function account(password: string, from: string, profile: string): string {
  return `${xml('password', password)}<networks><ip>${from}</ip></networks><profile>${profile}</profile><quota>default</quota>`;
}

function xml(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}
