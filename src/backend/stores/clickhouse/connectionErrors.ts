import {
  codeOf,
  type ConnectionProblem,
  connectionProblem,
  describeProblem,
  messageOf,
  type ErrorDescription,
  type EngineHints,
} from '../sql/connectionErrors';
import type { ErrorContext } from './errors';

const WORDS: EngineHints = {
  program: 'ClickHouse',
  listening: 'listen_host in its configuration',
  withoutTls: 'Give the port of HTTPS (8443 unless changed), or choose tlsMode disable.',
  socket: 'ClickHouse has no sockets; write host:port.',
};

/** What Node's sockets, TLS and HTTP say where no ClickHouse said anything. */
export function connectionMessage(error: unknown, { server, user, answered }: ErrorContext): ErrorDescription {
  const text = messageOf(error);
  const said = (problem: ConnectionProblem) => describeProblem(problem, error, server, answered, WORDS);
  const settings = (message: string): ErrorDescription => ({ kind: 'settings', message });
  if (/wrong version number|packet length too long/.test(text)) {
    return said('noTls');
  }
  if (/must use port \d+ for HTTP/.test(text)) {
    return settings(`${server} is the port of clickhouse-client. Give that of HTTP (8123 unless changed; HTTPS: 8443).`);
  }
  if (/too long/i.test(text)) {
    return {
      kind: 'query',
      message: `The query names more values than ${server} takes in one statement. Filter by fewer values. (${text})`,
    };
  }
  if (codeOf(error).startsWith('HPE_')) {
    return settings(
      `${server} does not speak HTTP. Give ClickHouse's port of HTTP (8123 unless changed), or, if it is that of HTTPS, choose tlsMode verify-full.`
    );
  }
  const problem = connectionProblem(error);
  return problem === null
    ? {
        kind: 'store',
        message: `${server} answered, but not as ClickHouse does for user "${user}". Check the address, the path and any proxy between. (${text})`,
      }
    : said(problem);
}
