import { createRequire } from 'node:module';
import path from 'node:path';
import { findPython } from './python';

/** The program `clickhouse` of a server, to run the tests on it instead of the engine that npm's package carries. */
const PROGRAM = process.env['CLICKHOUSE'] ?? '';
/** How long the server stays at most, seconds: a test run takes less. */
const LIFE_S = 86_400;

/** Calls ClickHouse's own `main` of the library, which npm's package carries: its `clickhouse-local` can listen to HTTP. */
const LAUNCHER = `
import ctypes, sys
library = ctypes.CDLL(sys.argv[1])
arguments = [b'clickhouse'] + [argument.encode() for argument in sys.argv[2:]]
library.chdb_query_cmdline.restype = ctypes.c_void_p
library.chdb_result_error.restype = ctypes.c_char_p
result = library.chdb_query_cmdline(len(arguments), (ctypes.c_char_p * len(arguments))(*arguments))
sys.exit((library.chdb_result_error(ctypes.c_void_p(result)) or b'ended').decode() if result else 'no result')
`;

/** Where a server keeps what it has, and listens on 127.0.0.1. */
export interface ClickHousePlace {
  readonly configuration: string;
  readonly data: string;
  readonly port: number;
  /** Of the native protocol, by which servers of a cluster ask each other. */
  readonly tcpPort: number;
}

/** How a ClickHouse server is started. */
export async function clickHouseCommand({
  configuration,
  data,
  port,
  tcpPort,
}: ClickHousePlace): Promise<{ readonly program: string; readonly args: readonly string[] }> {
  const configured = `--config-file=${configuration}`;
  if (PROGRAM !== '') {
    return {
      program: PROGRAM,
      args: ['server', configured, '--', `--path=${data}/`, '--listen_host=127.0.0.1', `--http_port=${port}`, `--tcp_port=${tcpPort}`],
    };
  }
  const library = path.join(
    path.dirname(createRequire(require.resolve('chdb')).resolve(`@chdb/lib-linux-${process.arch}-gnu`)),
    'libchdb.so'
  );
  const wait = `select sleepEachRow(1) from numbers(${LIFE_S}) format Null settings max_block_size = 1`;
  const query = `--query=system start listen http; system start listen tcp; ${wait}`;
  return {
    program: await findPython(),
    args: [
      '-c',
      LAUNCHER,
      library,
      configured,
      `--path=${data}`,
      '--listen-host=127.0.0.1',
      `--http-port=${port}`,
      `--tcp-port=${tcpPort}`,
      query,
    ],
  };
}
