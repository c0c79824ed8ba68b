import { ClickHouseError } from '@clickhouse/client';

export type Setting = string | number;

/** The driver sets it for answers that it is to decompress. */
export const COMPRESSION = 'enable_http_compression';

/**
 * Settings that are never simply left out: without them statements could write, or would mean something else. Where
 * they may not be set, the user's profile must hold them.
 */
export const NEEDED: Readonly<Record<string, Setting>> = {
  // Nothing can be written, while settings still can be set for a statement.
  readonly: 2,
  // Else a column in a condition is taken for the selected expression of the same name.
  prefer_column_name_to_alias: 1,
  // Else the least of no values is 0.
  aggregate_functions_null_for_empty: 1,
  // Else what a join does not find is the empty text or 0.
  join_use_nulls: 1,
  cast_keep_nullable: 1,
};

/** Times that are read of text, by zones whose offsets have changed often, make long statements; characters. */
const LONGEST_STATEMENT = 2_000_000;

/** How the server refuses a setting, by its code: the user's profile is read-only, not known there, out of the profile's bounds. */
const REFUSALS: Readonly<Record<string, RegExp>> = { '164': /Cannot modify '(\w+)'/, '115': /setting '?(\w+)/i, '452': /Setting '?(\w+)/ };

/**
 * The settings that go with every statement. Users whose profile is `readonly = 1` may set none or few, others not all
 * of them, older servers do not know some: what is refused once is not sent again.
 */
export class StatementSettings {
  private readonly wanted: Map<string, Setting>;
  private isSure = true;

  constructor(statementTimeoutMs: number, maxBytes: number) {
    this.wanted = new Map<string, Setting>([
      ['max_execution_time', Math.max(1, Math.ceil(statementTimeoutMs / 1000))],
      ['timeout_overflow_mode', 'throw'],
      ['max_result_bytes', maxBytes],
      ['result_overflow_mode', 'throw'],
      ['cancel_http_readonly_queries_on_client_close', 1],
      [COMPRESSION, 1],
      ['http_zlib_compression_level', 1],
      ['max_query_size', LONGEST_STATEMENT],
      ['session_timezone', 'UTC'],
      ['precise_float_parsing', 1],
      ['output_format_json_quote_64bit_integers', 1],
      ['output_format_json_quote_denormals', 0],
      ['output_format_json_quote_decimals', 0],
      ...Object.entries(NEEDED),
    ]);
  }

  get current(): Readonly<Record<string, Setting>> {
    return Object.fromEntries(this.wanted);
  }

  /** Whether all that is needed is sent, or was found to hold without. */
  get sure(): boolean {
    return this.isSure;
  }

  /** To be called when what is needed was found to hold. */
  confirm(): void {
    this.isSure = true;
  }

  /**
   * Takes note of a refusal.
   * @param sent what the refused statement was sent with
   * @returns whether the statement may be tried again with the settings that are left
   */
  refused(error: unknown, sent: Readonly<Record<string, Setting>>): boolean {
    const named = error instanceof ClickHouseError ? REFUSALS[error.code]?.exec(error.message)?.[1] : undefined;
    if (named === undefined || !(named in sent)) {
      return false;
    }
    // Another statement may have been refused it before.
    if (this.wanted.delete(named) && named in NEEDED) {
      this.isSure = false;
    }
    return true;
  }
}
