import mysql from 'mysql2/promise';
import type { MariaDbServer } from '../../test/support/servers/mariaDbServer';
import type { TimedClient } from '../fastest';
import { time } from '../measure';

/** The driver for Node: Debian's server comes without its client. */
export async function openDriver({ host, port, user, password }: MariaDbServer, database: string): Promise<TimedClient> {
  const connection = await mysql.createConnection({ host, port, user, password, database, rowsAsArray: true, dateStrings: true });
  return {
    name: 'mysql2',
    time: (statement) => time(() => connection.query(statement)),
    close: () => connection.end(),
  };
}
