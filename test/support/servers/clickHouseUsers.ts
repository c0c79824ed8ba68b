import { existsSync, readFileSync, writeFileSync } from 'node:fs';

interface User {
  readonly name: string;
  readonly password: string;
  /** Set when the user connects, such as readonly. */
  readonly settings: string;
  /** What the user may do: `GRANT SELECT ON a.b`. */
  readonly grants: readonly string[];
}

const CREATE = /^\s*create\s+user\s+(?:if\s+not\s+exists\s+|or\s+replace\s+)?([\w`"]+)\s+identified\s+(?:with\s+\w+\s+)?by\s+'((?:[^'\\]|\\.)*)'(?:\s+settings\s+(.+?))?\s*;?\s*$/is;
const GRANT = /^\s*(grant\s+.+?)\s+to\s+([\w`"]+)\s*;?\s*$/is;
const REVOKE = /^\s*revoke\s+(.+?)\s+from\s+([\w`"]+)\s*;?\s*$/is;
const DROP = /^\s*drop\s+user\s+(?:if\s+exists\s+)?([\w`"]+)\s*;?\s*$/is;

/**
 * The engine as a library knows one user and users of a file, and checks no password. So users are kept here, and their
 * rights are those of a role of the user's name: the engine's one user takes it on for the user's queries.
 */
export class ClickHouseUsers {
  readonly #file: string;
  readonly #configuration: string;
  #users: readonly User[];

  /** `file` keeps the users over restarts; `configuration` is what the engine reads. */
  constructor(file: string, configuration: string) {
    this.#file = file;
    this.#configuration = configuration;
    this.#users = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly User[]) : [];
    this.#write();
  }

  find(name: string): User | undefined {
    return this.#users.find((user) => user.name === name);
  }

  /** True if the statement created, dropped or changed the rights of a user: the engine has to read its file anew. */
  administrate(statement: string): boolean {
    const [create, grant, revoke, drop] = [CREATE, GRANT, REVOKE, DROP].map((pattern) => pattern.exec(statement)?.slice(1));
    if (create !== undefined) {
      const [name = '', password = '', settings = ''] = create;
      this.#replace({ name: bare(name), password: password.replaceAll(/\\(.)/g, '$1'), settings, grants: [] });
    } else if (grant !== undefined) {
      const [right = '', name = ''] = grant;
      this.#change(name, (grants) => [...grants, right]);
    } else if (revoke !== undefined) {
      const [right = '', name = ''] = revoke;
      this.#change(name, (grants) => grants.filter((granted) => normal(granted) !== normal(`grant ${right}`)));
    } else if (drop !== undefined) {
      this.#users = this.#users.filter(({ name }) => name !== bare(drop[0] ?? ''));
    } else {
      return false;
    }
    this.#write();
    return true;
  }

  #change(name: string, change: (grants: readonly string[]) => readonly string[]): void {
    const user = this.find(bare(name));
    if (user === undefined) {
      throw new Error(`Code: 192. DB::Exception: There is no user \`${bare(name)}\` in \`user directories\`. (UNKNOWN_USER)`);
    }
    this.#replace({ ...user, grants: change(user.grants) });
  }

  #replace(changed: User): void {
    this.#users = [...this.#users.filter(({ name }) => name !== changed.name), changed];
  }

  #write(): void {
    writeFileSync(this.#file, JSON.stringify(this.#users));
    const grants = (queries: readonly string[]) => `<grants>${queries.map((query) => `<query>${escaped(query)}</query>`).join('')}</grants>`;
    const roles = this.#users.map(({ name, grants: own }) => `<${name}>${grants(own)}</${name}>`);
    const all = ['GRANT everything', ...this.#users.map(({ name }) => `GRANT ${name}`)];
    writeFileSync(
      this.#configuration,
      `<clickhouse>
  <profiles><default/></profiles>
  <quotas><default/></quotas>
  <roles><everything>${grants(['GRANT ALL ON *.* WITH GRANT OPTION'])}</everything>${roles.join('')}</roles>
  <users><default><password></password><networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota>${grants(all)}</default></users>
</clickhouse>
`
    );
  }
}

function bare(name: string): string {
  return name.replaceAll(/[`"]/g, '');
}

function normal(grant: string): string {
  return grant.replaceAll(/[\s`"]+/g, ' ').toLowerCase();
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
