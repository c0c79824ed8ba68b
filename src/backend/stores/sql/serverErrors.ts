import { CallResultError, type FailureKind, UnreachableError } from '../../../domain/errors';
import type { TlsMode } from '../../../domain/serverSettings';
import {
  codeOf,
  type ConnectionProblem,
  connectionProblem,
  describeProblem,
  type EngineHints,
  type ErrorDescription,
  messageOf,
} from './connectionProblems';

/** What an error happened to. */
export interface ErrorContext {
  /** As people write its address. */
  readonly server: string;
  readonly user: string;
  readonly database: string;
  readonly tlsMode: TlsMode;
  readonly statementTimeoutMs: number;
  /** Whether there was a connection that the statement was sent over. */
  readonly answered: boolean;
  /** How long the statement had been running, milliseconds. */
  readonly ranMs: number;
}

/** The same, and what the server or the driver said. */
export interface ErrorFacts extends ErrorContext {
  readonly text: string;
}

type Message = string | ((facts: ErrorFacts) => string);

/** What errors of some codes mean. */
export interface ServerErrorMeaning {
  readonly codes: readonly (string | number)[];
  /** Absent: always. */
  readonly when?: (facts: ErrorFacts) => boolean;
  readonly kind: FailureKind;
  readonly message: Message;
  /** The server is not there, whatever is asked of it. */
  readonly isUnreachable?: true;
}

/** What errors of the driver mean whose code and text match. */
export type DriverErrorMeaning = { readonly pattern: RegExp } & Meaning;

type Meaning = { readonly problem: ConnectionProblem } | { readonly kind: FailureKind; readonly message: Message };

/** An error that the server itself sent. */
export interface ServerError {
  readonly code: string | number;
  readonly message: string;
}

/** What the errors of an engine mean for the person at the dashboard; in each list the first that fits. */
export interface EngineErrors {
  readonly hints: EngineHints;
  /** Null for errors of the driver and of the connection. */
  readonly sentByServer: (error: unknown) => ServerError | null;
  readonly server: readonly ServerErrorMeaning[];
  readonly driver: readonly DriverErrorMeaning[];
  /** What an error means that nothing else describes. */
  readonly otherwise: Meaning;
}

/** The same of an engine with connections that are kept. */
export interface SessionErrors extends EngineErrors {
  /** Whether the connection is gone after an error of that code. */
  readonly endsConnection: (code: string | number) => boolean;
}

export function engineError(errors: EngineErrors, error: unknown, context: ErrorContext): CallResultError {
  if (error instanceof CallResultError) {
    return error;
  }
  const sent = errors.sentByServer(error);
  const { kind, message, isUnreachable } =
    sent === null ? driverError(errors, error, context) : serverError(errors, sent.code, { ...context, text: firstLine(sent.message) });
  return isUnreachable === true ? new UnreachableError(message, { cause: error }) : new CallResultError(kind, message, { cause: error });
}

/** Whether the connection itself broke, so that the next statement needs another one. */
export function isLostConnection({ sentByServer, endsConnection }: SessionErrors, error: unknown): boolean {
  const sent = sentByServer(error);
  return sent === null || endsConnection(sent.code);
}

/** By codes alone: the texts may be in the server's own language. */
function serverError({ server }: EngineErrors, code: string | number, facts: ErrorFacts): ErrorDescription {
  const meaning = server.find(({ codes, when }) => codes.includes(code) && (when === undefined || when(facts)));
  const message = meaning === undefined ? 'The records could not be read.' : textOf(meaning.message, facts);
  const isUnreachable = meaning?.isUnreachable === true ? { isUnreachable: true as const } : {};
  return { kind: meaning?.kind ?? 'store', message: `${message} (${facts.server}: ${facts.text})`, ...isUnreachable };
}

function driverError({ driver, otherwise, hints }: EngineErrors, error: unknown, context: ErrorContext): ErrorDescription {
  const text = messageOf(error);
  const codeAndText = `${codeOf(error)} ${text}`;
  const known = driver.find(({ pattern }) => pattern.test(codeAndText));
  const problem = connectionProblem(error);
  const meaning = known ?? (problem === null ? otherwise : { problem });
  return 'problem' in meaning
    ? describeProblem(meaning.problem, error, context.server, context.answered, hints)
    : { kind: meaning.kind, message: textOf(meaning.message, { ...context, text }) };
}

function textOf(message: Message, facts: ErrorFacts): string {
  return typeof message === 'string' ? message : message(facts);
}

function firstLine(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

/** @param repair how to make statements faster */
export function timeoutMessage(statementTimeoutMs: number, repair: string): string {
  return `The server stopped the statement after ${Math.round(statementTimeoutMs / 100) / 10} s. Choose a shorter time range, ${repair}, or raise the query timeout.`;
}
