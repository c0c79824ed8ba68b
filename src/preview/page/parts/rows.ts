import type { DataFrame } from '@grafana/data';
import type { Answer } from '../api';

/** One row of a frame, by the names of its fields. */
export type Row = Readonly<Record<string, string | number | null>>;

export function rowsOf(frame: DataFrame): Row[] {
  return Array.from({ length: frame.length }, (_, index) =>
    Object.fromEntries(frame.fields.map((field) => [field.name, field.values[index] as string | number | null]))
  );
}

export function numberIn(row: Row, field: string): number | null {
  const value = row[field];
  return typeof value === 'number' ? value : null;
}

export function textIn(row: Row, field: string): string {
  return String(row[field] ?? '');
}

export function firstFrame(answer: Answer | undefined): DataFrame | null {
  return answer !== undefined && 'frames' in answer ? (answer.frames[0] ?? null) : null;
}

export function errorOf(answer: Answer | undefined): string | null {
  return answer !== undefined && 'error' in answer ? answer.error : null;
}
