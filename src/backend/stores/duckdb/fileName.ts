import { isWrittenAs, namesTable, type Layout, type LayoutTable } from '../../../domain/layouts/layout';

/** `text`: CSV or JSON, as its content says. */
const FORMATS = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'text',
  log: 'text',
  ndjson: 'json',
  jsonl: 'json',
  json: 'json',
  xml: 'xml',
  parquet: 'parquet',
  duckdb: 'duckdb',
} as const;
const PACKINGS = { gz: 'gzip', zst: 'zstd' } as const;
/** What these hold is packed inside of them. */
const NEVER_PACKED: readonly NamedFormat[] = ['parquet', 'duckdb'];

type NamedFormat = (typeof FORMATS)[keyof typeof FORMATS];
export type Packing = (typeof PACKINGS)[keyof typeof PACKINGS] | 'none';

export interface NamedFile {
  readonly format: NamedFormat;
  readonly packing: Packing;
}

/** How messages name the endings. */
export const ENDINGS_TEXT = `${endings((format) => !NEVER_PACKED.includes(format))} (also with .gz or .zst after it), ${endings((format) => NEVER_PACKED.includes(format))}`;

/** The number or date that rotation puts at the end: `Master.csv.1`, `Master.csv-20261125.gz`, `Master.csv.2026-11-23-08-00-00`. */
const ROTATED = /[._-]\d[\dt._-]*(?=$|\.(?:gz|zst)$)/;

/** What a file's name says of its content; null if it is not one of records. A name without ending is one if it names a table of the layout, or if the system gives it. */
export function formatOfName(baseName: string, layout: Layout): NamedFile | null {
  const lower = baseName.toLowerCase();
  if (lower.startsWith('.')) {
    return null;
  }
  const named = byEnding(lower) ?? byEnding(lower.replace(ROTATED, ''));
  if (named?.format === 'xml' && layout.tables.every(({ nested }) => nested === undefined)) {
    // Only documents of calls are read as XML.
    return null;
  }
  if (named !== null) {
    return named;
  }
  const { rest, packing } = unpacked(lower);
  const hasEnding = rest.replace(ROTATED, '').includes('.');
  const isOfTable = (table: LayoutTable) => isWrittenAs(table, baseName) || (!hasEnding && namesTable(table, baseName));
  return layout.tables.some(isOfTable) ? { format: 'text', packing } : null;
}

/** How the content of a file is packed, by its name. */
export function packingOf(path: string): Packing {
  return unpacked(path.toLowerCase().replace(/(?<=\.(?:gz|zst))[._-]\d[\dt._-]*$/, '')).packing;
}

function byEnding(lower: string): NamedFile | null {
  const { rest, packing } = unpacked(lower);
  const ending = rest.slice(rest.lastIndexOf('.') + 1);
  const format = rest.includes('.') && isEnding(ending) ? FORMATS[ending] : null;
  return format === null || (packing !== 'none' && NEVER_PACKED.includes(format)) ? null : { format, packing };
}

function unpacked(lower: string): { rest: string; packing: Packing } {
  const at = lower.lastIndexOf('.');
  const ending = lower.slice(at + 1);
  return ending === 'gz' || ending === 'zst' ? { rest: lower.slice(0, at), packing: PACKINGS[ending] } : { rest: lower, packing: 'none' };
}

function isEnding(text: string): text is keyof typeof FORMATS {
  return Object.hasOwn(FORMATS, text);
}

function endings(isWanted: (format: NamedFormat) => boolean): string {
  return Object.entries(FORMATS)
    .flatMap(([ending, format]) => (isWanted(format) ? [`.${ending}`] : []))
    .join(', ');
}
