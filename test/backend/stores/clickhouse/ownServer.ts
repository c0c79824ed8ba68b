import type { ServerConnection } from '../../../../src/domain/serverConnection';
import type { ClickHouseUser } from '../../../support/servers/clickHouseConfiguration';
import { type ClickHouseAddress, type OwnClickHouse, sharedClickHouse, startClickHouse } from '../../../support/servers/clickHouseServer';

/** The run's ClickHouse server, for tests that keep to a database of their own. */
export async function sharedStrangeClickHouse(): Promise<{ server: StrangeServer; database: string }> {
  const shared = await sharedClickHouse();
  return { server: new StrangeServer(shared), database: await shared.createDatabase() };
}

/** How the plugin, and a test beside it, reach a server. */
class StrangeServer {
  constructor(protected readonly started: ClickHouseAddress) {}

  get port(): number {
    return this.started.port;
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
  async sql(text: string, database = 'default'): Promise<string> {
    const { url, user, password } = this.started;
    const answer = await fetch(`${url}/?database=${database}`, {
      method: 'POST',
      body: text,
      headers: { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password },
    });
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
}

/** A ClickHouse server of its own, with users and profiles, that one test file may stop and start. */
export class OwnServer extends StrangeServer {
  private constructor(readonly life: OwnClickHouse) {
    super(life);
  }

  static async start(users: Readonly<Record<string, ClickHouseUser>> = {}): Promise<OwnServer> {
    return new OwnServer(await startClickHouse(users));
  }

  get folder(): string {
    return this.life.folder;
  }

  get tcpPort(): number {
    return this.life.tcpPort;
  }

  up(): Promise<void> {
    return this.life.start();
  }

  /** Ends the server as a crash does. */
  down(): Promise<void> {
    return this.life.kill();
  }

  end(): Promise<void> {
    return this.life.remove();
  }
}
