/** What holds call records, as the people who choose it know it. */
export interface EngineDescriptor {
  readonly title: string;
  /** One sentence of help. */
  readonly description: string;
}

/** A database server. Pure data: what the backend does with it is in `src/backend/stores/<engine>`. */
export interface ServerDescriptor extends EngineDescriptor {
  readonly address: AddressForms & FieldHint;
  readonly database: FieldHint;
  readonly user: FieldHint;
  /** The schema that is usual; null where databases have no schemas. */
  readonly usualSchema: string | null;
  /** How to name a table that is somewhere else. */
  readonly tablesHint: string;
}

/** An empty example in the field of an editor, and one sentence of help. */
export interface FieldHint {
  readonly placeholder: string;
  readonly description: string;
}

/** How an address may be written; `host`, `host:port` and `[IPv6]:port` always may. */
export interface AddressForms {
  /** The port of an address without one. */
  readonly port: number;
  /** The same where TLS has a port of its own. */
  readonly tlsPort?: number;
  /** Schemes that may come first, and whether they ask for TLS. */
  readonly schemes: Readonly<Record<string, 'tls' | 'noTls' | 'either'>>;
  /** Whether an absolute path is the socket of a server on this machine. */
  readonly hasSockets: boolean;
  /** Whether a path may follow the port. */
  readonly hasPath: boolean;
}

/** The user that every database should be read with. */
export const READER_HINT = 'A user that can read the tables below. It needs no other permission; nothing is ever written.';
