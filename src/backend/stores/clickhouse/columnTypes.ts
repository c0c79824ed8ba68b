import type { ColumnType } from '../sql/columns';

/** What wraps a type without changing what its values are. */
const WRAPPER = /^(?:Nullable|LowCardinality)\((.*)\)$/s;
const SIMPLE_STATE = /^SimpleAggregateFunction\(\w+(?:\([^)]*\))?,\s*(.*)\)$/s;

export interface ReadType {
  readonly type: ColumnType;
  readonly nullable: boolean;
}

/** Null for columns that have no value to show: the states of aggregate functions. */
export function readType(declared: string): ReadType | null {
  const inner = WRAPPER.exec(declared)?.[1] ?? SIMPLE_STATE.exec(declared)?.[1];
  if (inner !== undefined) {
    const read = readType(inner);
    return read && { type: read.type, nullable: read.nullable || declared.startsWith('Nullable(') };
  }
  const [base = ''] = declared.split('(', 1);
  const type = base === 'AggregateFunction' ? null : typeOf(base);
  return type && { type, nullable: base === 'Variant' || base === 'Dynamic' };
}

/** `other` holds texts whose functions differ from those of `String`: enumerations, addresses, texts of a fixed length. */
function typeOf(base: string): ColumnType {
  switch (base) {
    case 'String':
      return 'text';
    case 'Int8':
    case 'Int16':
    case 'Int32':
    case 'Int64':
    case 'Int128':
    case 'Int256':
    case 'UInt8':
    case 'UInt16':
    case 'UInt32':
    case 'UInt64':
    case 'UInt128':
    case 'UInt256':
      return 'whole';
    case 'Float32':
    case 'Float64':
    case 'BFloat16':
    case 'Decimal':
      return 'number';
    case 'Bool':
      return 'boolean';
    case 'Date':
    case 'Date32':
      return 'clock';
    case 'DateTime':
    case 'DateTime64':
      return 'instant';
    default:
      return 'other';
  }
}
