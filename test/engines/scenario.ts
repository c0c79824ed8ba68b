/** What a column of a scenario holds. `clock` values are written `2026-10-25 02:30:00.125`, `instant` values are epoch milliseconds. */
export type ScenarioType = 'text' | 'whole' | 'clock' | 'instant';

export interface ScenarioTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: ScenarioType }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** The same records for every engine, and the settings that read them. */
export interface Scenario {
  readonly name: string;
  readonly tables: readonly ScenarioTable[];
  readonly jsonData: Readonly<Record<string, unknown>>;
  /** Epoch milliseconds. */
  readonly range: { readonly from: number; readonly to: number };
}

/** `2026-10-25 02:30:00.125` of epoch milliseconds on a clock of UTC. */
export function clockText(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}
