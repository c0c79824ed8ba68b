import path from 'node:path';
import { CallResultError } from '../domain/errors';
import { type Command, DEFAULT_PORT, parseCommand, type PreviewCommand } from './arguments';
import { checkRecords } from './check/checkRecords';
import { writeProvisioning } from './provisioning/writeProvisioning';
import { type RunningServer, startServer } from './server/startServer';
import { PASSWORD_VARIABLE } from './serverArguments';
import { takeRecognizedLayout } from './recognized';
import { openSession, type Session } from './session';
import { summaryJson, summaryOf } from './summary';
import { CHECK } from './task';
import { paintFor } from './terminal/paint';
import { printable } from './terminal/printable';
import { resultTable } from './terminal/resultTable';
import { USAGE } from './usage';

/** The exit code of a check that could not be made. */
const NOT_CHECKED = 2;

/** What the starting script calls: does what the command line asks for and resolves with the exit code. */
export async function preview(given: readonly string[], projectFolder: string): Promise<number> {
  try {
    return await runCommand(parseCommand(given, process.env[PASSWORD_VARIABLE] ?? ''), projectFolder);
  } catch (error) {
    say(sentence(error));
    return given[0] === CHECK ? NOT_CHECKED : 1;
  }
}

async function runCommand(command: Command, projectFolder: string): Promise<number> {
  if (command.do === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  const session = await openSession(command, projectFolder, say);
  try {
    if (session.layoutIsOpen) {
      await takeRecognizedLayout(session.source, say);
    }
    switch (command.do) {
      case 'check':
        return await checkRecords(session.source, process.stdout, process.env, say);
      case 'provisioning':
        await writeProvisioning(session.source, command.file, say);
        return 0;
      case 'page':
      case 'table':
      case 'json':
        return await show(command, session, projectFolder);
    }
  } finally {
    await session.plugin.stop();
  }
}

async function show(command: PreviewCommand, session: Session, projectFolder: string): Promise<number> {
  const stop = stopRequest();
  const server = command.do === 'page' ? await startServer(session.source, mountsOf(projectFolder), command.port) : null;
  if (server !== null && command.port === null && server.port !== DEFAULT_PORT) {
    say(`Port ${DEFAULT_PORT} is in use. The page is on port ${server.port}.`);
  }
  try {
    const summary = summaryOf(await session.source.checkHealthAfterImport(say));
    process.stdout.write(
      command.do === 'json'
        ? `${summaryJson(summary)}\n`
        : resultTable(summary, session.source.title, paintFor(process.stdout, process.env))
    );
    return server === null ? 0 : await serveUntil(stop, server, session);
  } finally {
    await server?.close();
  }
}

async function serveUntil(stop: Promise<'stop'>, server: RunningServer, { plugin }: Session): Promise<number> {
  process.stdout.write(`  ${paintFor(process.stdout, process.env).bold(server.address)}  (end with Ctrl-C)\n\n`);
  const reason = await Promise.race([stop, plugin.ended]);
  if (reason === 'stop') {
    return 0;
  }
  throw new CallResultError('plugin', `The plugin's process ended unexpectedly (code ${String(reason)}). Start again.`);
}

function say(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}

/** A signal ends the preview in good order; the plugin's process goes with it. */
function stopRequest(): Promise<'stop'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve('stop'));
    }
  });
}

function mountsOf(projectFolder: string) {
  return [
    { prefix: '/public/build/', folder: path.join(projectFolder, 'node_modules/@grafana/ui/dist/public') },
    { prefix: '/', folder: path.join(projectFolder, '.build/preview/page') },
  ];
}

/** One line, whatever went wrong. */
function sentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}
