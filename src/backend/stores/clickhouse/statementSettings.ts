import { ClickHouseError } from '@clickhouse/client';

type Setting = string | number;

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

const READONLY_PROFILE = /Cannot modify '(\w+)' setting in readonly mode/;
/** How the server refuses a setting: not known there, outside of the bounds of the user's profile, not to be changed. */
const REFUSALS: Readonly<Record<string, RegExp>> = { '164': READONLY_PROFILE, '115': /setting '?(\w+)/i, '452': /Setting '?(\w+)/ };

/**
 * The settings that go with every statement. Users whose profile is `readonly = 1` may set none, others not all of
 * them, older servers do not know some: what is refused once is not sent again.
 */
export class StatementSettings {
  private readonly wanted: Map<string, Setting>;
  private anyAllowed = true;
  private checked = true;

  constructor(statementTimeoutMs: number, mostBytes: number) {
    this.wanted = new Map<string, Setting>([
      ['max_execution_time', Math.max(1, Math.ceil(statementTimeoutMs / 1000))],
      ['timeout_overflow_mode', 'throw'],
      ['max_result_bytes', mostBytes],
      ['result_overflow_mode', 'throw'],
      ['cancel_http_readonly_queries_on_client_close', 1],
      ['session_timezone', 'UTC'],
      ['precise_float_parsing', 1],
      ['output_format_json_quote_64bit_integers', 1],
      ['output_format_json_quote_denormals', 0],
      ['output_format_json_quote_decimals', 0],
      ...Object.entries(NEEDED),
    ]);
  }

  get current(): Record<string, Setting> {
    return Object.fromEntries(this.wanted);
  }

  /** Compression is a setting of the server's, too. */
  get compressed(): boolean {
    return this.anyAllowed;
  }

  /** Whether it must be looked up what the user's profile says, since we could not set what our statements need. */
  get unchecked(): boolean {
    return !this.checked;
  }

  /** To be called when the profile was found to hold what is needed. */
  accept(): void {
    this.checked = true;
  }

  /** To be called when it was not. */
  doubt(): void {
    this.checked = false;
  }

  /** Takes note of a refusal; true if the statement may be tried again with the settings that are left. */
  refused(error: unknown): boolean {
    if (!(error instanceof ClickHouseError)) {
      return false;
    }
    const named = REFUSALS[error.code]?.exec(error.message)?.[1];
    if (named === undefined) {
      return false;
    }
    if (READONLY_PROFILE.test(error.message) && named !== 'readonly') {
      const before = this.anyAllowed;
      this.anyAllowed = false;
      this.checked = false;
      this.wanted.clear();
      return before;
    }
    this.checked &&= !(named in NEEDED);
    return this.wanted.delete(named);
  }
}
