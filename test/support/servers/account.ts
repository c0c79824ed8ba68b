/** Where a server listens for its clients, and a user who may make databases there. */
export interface ServerAccount {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** Of an address such as `postgres://user:password@host:5432/database`. */
export function readAccount(address: string): ServerAccount {
  const { hostname, port, username, password, pathname } = new URL(address);
  const plain = (text: string) => decodeURIComponent(text);
  return { host: hostname, port: Number(port), user: plain(username), password: plain(password), database: plain(pathname.slice(1)) };
}
