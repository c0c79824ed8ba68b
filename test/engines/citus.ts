import type { ServerAccount } from '../support/servers/account';
import { postgresAt } from '../support/servers/postgresServer';

/**
 * Spreads a database over the workers that the database of the account's address knows, as `citus_add_node` made them known there;
 * without any, its tables are spread over the server itself.
 */
export async function joinWorkers(account: ServerAccount, database: string): Promise<void> {
  const { query } = postgresAt(account);
  await query('create extension if not exists citus', [], database);
  const [known] = await query(`select to_regclass('pg_dist_node') is not null as known`);
  const nodes = (known?.['known'] === true ? await query('select groupid, nodename, nodeport from pg_dist_node where isactive') : []) as {
    groupid: number;
    nodename: string;
    nodeport: number;
  }[];
  for (const { groupid, nodename, nodeport } of nodes.sort((one, other) => one.groupid - other.groupid)) {
    if (groupid === 0) {
      await query('select citus_set_coordinator_host($1, $2)', [nodename, nodeport], database);
    } else {
      const worker = postgresAt({ ...account, host: nodename, port: nodeport });
      await worker.query(`create database ${database}`);
      await worker.query('create extension citus', [], database);
      await query('select citus_add_node($1, $2)', [nodename, nodeport], database);
    }
  }
}
