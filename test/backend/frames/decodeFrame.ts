import { RecordBatchReader } from 'apache-arrow';

export interface DecodedField {
  readonly name: string;
  readonly arrowType: string;
  readonly nullable: boolean;
  readonly tstype: string | undefined;
  readonly labels: unknown;
  readonly config: unknown;
  readonly values: unknown[];
}

export interface DecodedFrame {
  readonly name: string | undefined;
  readonly refId: string | undefined;
  readonly meta: Record<string, unknown>;
  readonly fields: DecodedField[];
}

/**
 * Reads a frame back with Arrow's own reader. The schema is taken from the reader: Arrow's tables and batches mix up
 * the metadata of fields that have the same name, as ours have.
 */
export function decodeFrame(bytes: Uint8Array): DecodedFrame {
  const reader = RecordBatchReader.from(bytes).open();
  const { schema } = reader;
  const batches = [...reader];
  const json = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));
  return {
    name: schema.metadata.get('name'),
    refId: schema.metadata.get('refId'),
    meta: json(schema.metadata.get('meta')) as Record<string, unknown>,
    fields: schema.fields.map((field, index) => ({
      name: field.name,
      arrowType: String(field.type),
      nullable: field.nullable,
      tstype: field.metadata.get('tstype'),
      labels: json(field.metadata.get('labels')),
      config: json(field.metadata.get('config')),
      values: batches.flatMap((batch) => [...(batch.getChildAt(index) ?? [])]),
    })),
  };
}
