import { connectionProblem, describeProblem, messageOf, type ErrorDescription, type EngineHints } from '../sql/connectionErrors';
import type { ErrorContext } from './errors';

const WORDS: EngineHints = {
  program: 'PostgreSQL',
  listening: 'listen_addresses in postgresql.conf',
  withoutTls: 'Switch it on there (ssl = on), or choose tlsMode disable.',
  socket: 'Give the folder of unix_socket_directories, as Grafana sees it.',
};

/** What Node's sockets and TLS and the driver say where the server itself said nothing. */
export function connectionMessage(error: unknown, { server, user, answered }: ErrorContext): ErrorDescription {
  const text = messageOf(error);
  const said = (problem: Parameters<typeof describeProblem>[0]) => describeProblem(problem, error, server, answered, WORDS);
  if (/does not support SSL/.test(text)) {
    return said('noTls');
  }
  if (/establishing an SSL/.test(text)) {
    return { kind: 'settings', message: `${server} refused TLS; most likely no PostgreSQL listens there. Check the address and the port.` };
  }
  if (/SASL.*password must be/.test(text)) {
    return {
      kind: 'settings',
      message: `The server asks for a password, and none is set for user "${user}". Enter it in the data source's settings.`,
    };
  }
  return said(/timeout expired/.test(text) ? 'silent' : (connectionProblem(error) ?? 'lost'));
}
