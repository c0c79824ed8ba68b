import type { ServerConnection } from '../../../../src/domain/serverConnection';
import type { ClickHouseUser } from '../../../support/servers/clickHouseConfiguration';
import { type OwnClickHouse, startClickHouse } from '../../../support/servers/clickHouseServer';

/** A ClickHouse server of its own, with users and profiles, and how the plugin connects to it. */
export class OwnServer {
  private constructor(private readonly started: OwnClickHouse) {}

  static async start(users: Readonly<Record<string, ClickHouseUser>> = {}): Promise<OwnServer> {
    return new OwnServer(await startClickHouse(users));
  }

  get folder(): string {
    return this.started.folder;
  }

  get port(): number {
    return this.started.port;
  }

  get tcpPort(): number {
    return this.started.tcpPort;
  }

  connection(other: Partial<ServerConnection> = {}): ServerConnection {
    const { host, port, user, password } = this.started;
    return {
      address: { host, port, path: '' },
      user,
      password,
      database: '',
      tls: { mode: 'disable', caCertificate: '', clientCertificate: '', clientKey: '' },
      schema: '',
      connections: 3,
      statementTimeoutMs: 20_000,
      ...other,
    };
  }

  /** Runs a statement as the owner, outside of the plugin; the answer as tab-separated lines. */
  async sql(text: string): Promise<string> {
    const { url, user, password } = this.started;
    const answer = await fetch(url, { method: 'POST', body: text, headers: { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password } });
    const body = await answer.text();
    if (!answer.ok) {
      throw new Error(body);
    }
    return body;
  }

  /** Numbers of the plugin's statements that run now. */
  async running(): Promise<string[]> {
    const lines = await this.sql(`select query_id from system.processes where startsWith(query_id, 'call-result-') format TSVRaw`);
    return lines.split('\n').filter((line) => line !== '');
  }

  up(): Promise<void> {
    return this.started.start();
  }

  /** Ends the server as a crash does. */
  down(): Promise<void> {
    return this.started.kill();
  }

  end(): Promise<void> {
    return this.started.remove();
  }
}
