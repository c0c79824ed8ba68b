import type { RawBuilder } from 'kysely';
import type { SqlServer } from '../../src/backend/stores/sql/sqlServer';
import type { CallResultError } from '../../src/domain/errors';
import type { ServerConnection } from '../../src/domain/serverConnection';
import type { Certificates } from '../support/servers/certificates';
import type { Life } from '../support/servers/life';

/** Where a server, or what stands before it, speaks TLS. */
export interface TlsServer {
  readonly port: number;
  readonly certificates: Certificates;
  close(): unknown;
}

/** A server as its administrator sees it, in a database that no other test uses. */
export interface ReachedServer {
  readonly port: number;
  /** How the plugin reaches it, as a user who may read everything. */
  connection(other?: Partial<ServerConnection>): ServerConnection;
  administer(statement: string): Promise<unknown>;
  tls(): Promise<TlsServer>;
  /** How many statements of the plugin run in the database now. */
  running(): Promise<number>;
  /** How many connections of the plugin the database has; where they are not told from the statements, how many of these run. */
  connections(): Promise<number>;
  /** Stops the plugin's statements, as an administrator does. */
  stopStatements(): Promise<unknown>;
  /** Ends the plugin's connections, as an administrator does; null if the engine cannot. */
  readonly endConnections: (() => Promise<unknown>) | null;
}

/** Where servers may differ, for the tests that all of them share. */
export interface ServerFixture {
  readonly name: string;
  open(connection: ServerConnection, waits?: { readonly connectMs?: number; readonly idleMs?: number }): SqlServer;
  /** The run's server. */
  reach(): Promise<ReachedServer>;
  /** A server that the test may stop and start. */
  start(): Promise<ReachedServer & Omit<Life, 'freeze' | 'thaw'>>;
  /** Statements that tests need before the others. */
  readonly prepare: readonly string[];
  /** Takes these seconds. */
  sleep(seconds: number): RawBuilder<unknown>;
  /** Takes half a minute at the least. */
  readonly slow: RawBuilder<unknown>;
  /** Sends rows for as long. */
  readonly endlessRows: RawBuilder<unknown>;
  /** A limit of a statement's time in milliseconds that the server holds to, and how an error tells it. */
  readonly timeLimit: { readonly ms: number; readonly told: string };
  /** What an error says of a wrong password, of the user `nobody`, who is not there, and of the database `missing`. */
  readonly refused: { readonly password: string; readonly user: string; readonly database: string };
  /** What an error says of a server that ends while it answers. */
  readonly lost: RegExp;
  /** Whether a connection is kept for `idleMs`, and asked for a sign of life before it is used again; otherwise it is kept for a few seconds. */
  readonly keepsConnections: boolean;
  /** Statements that would change the table `kept`, which is empty, or make the table `other`, and how they are refused. */
  readonly writes: readonly string[];
  readonly writeRefused: { readonly kind: CallResultError['kind']; readonly told: RegExp };
  /** A statement whose answer has more text than fits into memory; null if the engine counts the bytes of its answers. */
  readonly hugeAnswer: RawBuilder<unknown> | null;
  /** Makes the user `crowded`, password `p`, who may have one connection; null if the engine has no such limit. */
  readonly crowded: { readonly statements: readonly string[]; readonly told: string } | null;
}
