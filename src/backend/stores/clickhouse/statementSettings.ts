import { ClickHouseError } from '@clickhouse/client';

type Setting = string | number;

/** Settings that change what our statements mean: without them answers would be wrong, so they are never simply left out. */
export const MEANINGFUL: Readonly<Record<string, Setting>> = {
  // Else a column in a condition is taken for the selected expression of the same name.
  prefer_column_name_to_alias: 1,
  // Else the least of no values is 0.
  aggregate_functions_null_for_empty: 1,
  // Else what a join does not find is the empty text or 0.
  join_use_nulls: 1,
  cast_keep_nullable: 1,
};

const READONLY = '164';
/** Unknown setting; outside of the bounds that the user's profile sets; not to be changed. */
const REFUSALS = new Set([READONLY, '115', '452']);

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
      // Nothing can be written, while settings still can be set for a statement.
      ['readonly', 2],
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
      ...Object.entries(MEANINGFUL),
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
    if (!(error instanceof ClickHouseError) || !REFUSALS.has(error.code)) {
      return false;
    }
    const named = [...this.wanted.keys()].find((name) => new RegExp(`\\b${name}\\b`).test(error.message));
    const dropped = error.code === READONLY && named !== 'readonly' ? [...this.wanted.keys()] : named === undefined ? [] : [named];
    // A user who may not set anything may not ask for compression either, which then is what was refused.
    const again = dropped.length > 0 || (error.code === READONLY && this.anyAllowed);
    if (error.code === READONLY && named !== 'readonly') {
      this.anyAllowed = false;
    }
    for (const name of dropped) {
      this.wanted.delete(name);
      this.checked &&= !(name in MEANINGFUL);
    }
    return again;
  }
}
