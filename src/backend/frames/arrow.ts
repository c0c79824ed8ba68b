import { type Data, Field as ArrowField, Float64, makeData, RecordBatch, Schema, Struct, Table, tableToIPC, TimestampNanosecond, Utf8 } from 'apache-arrow';
import type { Field, Frame } from './frame';
import { nanoseconds } from './nanoseconds';
import { utf8Buffers } from './utf8Buffers';
import { validityOf } from './validity';

/** A frame as an Arrow IPC file, its description in the metadata under the keys that Grafana reads. */
export function encodeFrame(frame: Frame): Uint8Array {
  const rows = frame.fields[0]?.values.length ?? 0;
  const fields = frame.fields.map(arrowField);
  const schema = new Schema(fields, metadata({ name: frame.name, refId: frame.refId, meta: JSON.stringify(frame.meta) }));
  const children = frame.fields.map(arrowData);
  const batch = new RecordBatch(schema, makeData({ type: new Struct(fields), length: rows, nullCount: 0, children }));
  return tableToIPC(new Table(schema, [batch]), 'file');
}

function arrowField(field: Field): ArrowField {
  return new ArrowField(
    field.name,
    typeOf(field),
    field.nullable,
    metadata({
      tstype: field.type,
      ...(field.labels === undefined ? {} : { labels: JSON.stringify(field.labels) }),
      config: JSON.stringify(field.config),
    })
  );
}

function typeOf(field: Field): TimestampNanosecond | Float64 | Utf8 {
  switch (field.type) {
    case 'time':
      return new TimestampNanosecond();
    case 'number':
      return new Float64();
    case 'string':
      return new Utf8();
  }
}

/** The columns' own memory wherever that is possible: nothing is built row by row. */
function arrowData(field: Field): Data {
  const length = field.values.length;
  switch (field.type) {
    case 'time':
      return makeData({ type: new TimestampNanosecond(), length, nullCount: 0, data: nanoseconds(field.values) });
    case 'number': {
      const { nullCount, nullBitmap } = validityOf(field.values, Number.isNaN);
      return makeData({ type: new Float64(), length, nullCount, nullBitmap, data: field.values });
    }
    case 'string': {
      const { nullCount, nullBitmap } = validityOf(field.values, (value) => value === null);
      const { offsets, bytes } = utf8Buffers(field.values);
      return makeData({ type: new Utf8(), length, nullCount, nullBitmap, valueOffsets: offsets, data: bytes });
    }
  }
}

function metadata(entries: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(Object.entries(entries));
}
