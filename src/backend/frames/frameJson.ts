import type { Field, Frame } from './frame';

/** A frame in the JSON that Grafana's server makes of frames, and in which live channels carry them. */
export interface FrameJson {
  readonly schema: {
    readonly name: string;
    readonly refId: string;
    readonly meta: Frame['meta'];
    readonly fields: readonly FieldJson[];
  };
  readonly data: { readonly values: readonly (readonly (number | string | null)[])[] };
}

type FieldJson = Pick<Field, 'name' | 'type' | 'labels' | 'config'> & {
  readonly typeInfo: { readonly frame: string; readonly nullable?: true };
};

/** What Grafana calls the types. */
const FRAME_TYPES = { time: 'time.Time', number: 'float64', string: 'string' } as const;

/** @param rows those to be there, by index; absent: all */
export function frameJson({ name, refId, meta, fields }: Frame, rows?: readonly number[]): FrameJson {
  return {
    schema: { name, refId, meta, fields: fields.map(fieldJson) },
    data: { values: fields.map((field) => (rows === undefined ? allCells(field) : rows.map((row) => cellAt(field, row)))) },
  };
}

function fieldJson({ name, type, labels, config, nullable }: Field): FieldJson {
  const typeInfo = { frame: FRAME_TYPES[type], ...(nullable ? { nullable: true as const } : {}) };
  return { name, type, typeInfo, ...(labels === undefined ? {} : { labels }), config };
}

function allCells(field: Field): (number | string | null)[] {
  return Array.from({ length: field.values.length }, (_value, row) => cellAt(field, row));
}

/** JSON has no NaN; a missing number is null in both. */
export function cellAt({ values }: Field, row: number): number | string | null {
  const value = values[row] ?? null;
  return typeof value === 'number' && Number.isNaN(value) ? null : value;
}
