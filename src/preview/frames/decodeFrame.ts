import type { DataFrameJSON, FieldConfig, FieldType, Labels, QueryResultMeta } from '@grafana/data';
import { type Data, DataType, type Field, makeVector, RecordBatchReader } from 'apache-arrow';

/** One column in the shape of Grafana's frame JSON: times as epoch milliseconds, missing values as null. */
type Cell = number | string | boolean | null;

/**
 * Reads one Arrow IPC file as a plugin answers it into the JSON that Grafana hands to its browser.
 * @throws Error if a column has a type that no frame of Grafana has
 */
export function decodeFrame(bytes: Uint8Array): DataFrameJSON {
  const reader = RecordBatchReader.from(bytes);
  reader.open();
  // The reader's own schema: a table or batch finds its columns by name, and fields of a frame share theirs.
  const { metadata, fields } = reader.schema;
  const batches = [...reader];
  return {
    schema: {
      name: metadata.get('name'),
      refId: metadata.get('refId'),
      meta: parsed<QueryResultMeta>(metadata.get('meta')),
      fields: fields.map((field) => ({
        name: field.metadata.get('name') ?? field.name,
        type: typeOf(field),
        labels: parsed<Labels>(field.metadata.get('labels')),
        config: parsed<FieldConfig>(field.metadata.get('config')) ?? {},
      })),
    },
    data: { values: fields.map((field, index) => batches.flatMap(({ data }) => cellsOf(field, data.children[index]))) },
  };
}

function typeOf({ type, name }: Field): FieldType {
  if (DataType.isTimestamp(type)) {
    return 'time' as FieldType;
  }
  if (DataType.isFloat(type) || DataType.isInt(type)) {
    return 'number' as FieldType;
  }
  if (DataType.isUtf8(type)) {
    return 'string' as FieldType;
  }
  if (DataType.isBool(type)) {
    return 'boolean' as FieldType;
  }
  throw new Error(`The column ${name} has the type ${String(type)}, which Grafana does not know.`);
}

function cellsOf(field: Field, column: Data | undefined): Cell[] {
  const cells: Cell[] = [];
  for (const value of column === undefined ? [] : makeVector(column)) {
    cells.push(typeof value === 'bigint' ? Number(value) : (value as Cell));
  }
  return DataType.isFloat(field.type) ? cells.map((cell) => (Number.isNaN(cell) ? null : cell)) : cells;
}

function parsed<T>(json: string | undefined): T | undefined {
  return json === undefined || json === '' ? undefined : (JSON.parse(json) as T);
}
