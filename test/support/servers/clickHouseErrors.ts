/**
 * The HTTP status that ClickHouse answers an exception with, by its code; of the codes a reader meets.
 * Source: ClickHouse, src/Server/HTTP/exceptionCodeToHTTPStatus.cpp and src/Common/ErrorCodes.cpp.
 */
const STATUS: Readonly<Record<number, number>> = {
  194: 401,
  ...each(403, [192, 193, 497, 512, 516]),
  ...each(400, [6, 15, 16, 26, 27, 36, 38, 41, 42, 44, 53, 62, 72, 117, 167, 168, 321, 427]),
  ...each(404, [46, 47, 50, 56, 60, 63, 73, 81, 111, 115, 511]),
  ...each(503, [209, 439]),
  48: 501,
  159: 408,
};

function each(status: number, codes: readonly number[]): Record<number, number> {
  return Object.fromEntries(codes.map((code) => [code, status]));
}

/** An exception as the HTTP interface gives it: a status, the code in a header, and its text. */
export interface HttpException {
  readonly status: number;
  readonly code: number;
  readonly text: string;
}

/** From the engine's message, `Code: 60. DB::Exception: … (UNKNOWN_TABLE)`. */
export function httpException(message: string, version: string): HttpException {
  const code = Number(/^Code: (\d+)\./.exec(message)?.[1] ?? 1002);
  return { status: STATUS[code] ?? 500, code, text: `${message.trimEnd()} (version ${version} (official build))\n` };
}

/** Of a wrong password and of an unknown user alike; for the user `default` the server adds where its password stands. */
export function authenticationFailed(user: string, version: string): HttpException {
  const hint =
    user === 'default'
      ? `\n\nIf you use ClickHouse Cloud, the password can be reset at https://clickhouse.cloud/\non the settings page for the corresponding service.\n\nIf you have installed ClickHouse and forgot password you can reset it in the configuration file.\nThe password for default user is typically located at /etc/clickhouse-server/users.d/default-password.xml\nand deleting this file will reset the password.\nSee also /etc/clickhouse-server/users.xml on the server where ClickHouse is installed.\n\n.`
      : '';
  return httpException(
    `Code: 516. DB::Exception: ${user}: Authentication failed: password is incorrect, or there is no user with such name.${hint} (AUTHENTICATION_FAILED)`,
    version
  );
}
