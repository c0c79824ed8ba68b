import {
  type Data,
  Field as ArrowField,
  Float64,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  Struct,
  TimestampNanosecond,
  Utf8,
} from 'apache-arrow';
import type { Field, Frame } from './frame';
import { nanoseconds } from './nanoseconds';
import { utf8Buffers } from './utf8Buffers';
import { ALL_VALID, validityOf } from './validity';

/** A frame as an Arrow IPC file, its description in the metadata under the keys that Grafana reads. */
export function encodeFrame(frame: Frame): Uint8Array {
  const rows = frame.fields[0]?.values.length ?? 0;
  const fields = frame.fields.map(arrowField);
  const schema = new Schema(fields, metadata({ name: frame.name, refId: frame.refId, meta: JSON.stringify(frame.meta) }));
  const children = frame.fields.map(arrowData);
  const batch = new RecordBatch(schema, makeData({ type: new Struct(fields), length: rows, nullCount: 0, children }));
  return new FrameWriter().file(schema, batch);
}

/**
 * Arrow's batches merge the descriptions of fields that have the same name, as the series of a frame have. So the schema is
 * written as it is, and of the batch only the data.
 */
class FrameWriter extends RecordBatchFileWriter {
  file(schema: Schema, batch: RecordBatch): Uint8Array {
    this.reset(undefined, schema);
    this._writeRecordBatch(batch);
    return this.finish().toUint8Array(true);
  }
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
      const { nullCount, nullBitmap } = field.nullable ? validityOf(field.values, Number.isNaN) : ALL_VALID;
      return makeData({ type: new Float64(), length, nullCount, nullBitmap, data: field.values });
    }
    case 'string': {
      const { nullCount, nullBitmap } = field.nullable ? validityOf(field.values, (value) => value === null) : ALL_VALID;
      const { offsets, bytes } = utf8Buffers(field.values);
      return makeData({ type: new Utf8(), length, nullCount, nullBitmap, valueOffsets: offsets, data: bytes });
    }
  }
}

function metadata(entries: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(Object.entries(entries));
}
