import type { Layout, LayoutTable, OutcomeReading, TellingColumns } from './layout';
import { LAYOUT_NAMES, LAYOUTS, type LayoutName } from './layouts';

/** A file or table, and its columns. */
export interface FoundColumns {
  readonly name: string;
  readonly columns: readonly string[];
  /** Set where a file has no header: the layout that its columns were named by. */
  readonly layout?: LayoutName;
}

/** A layout that fits records, and why. */
export interface RecognizedLayout {
  readonly layout: LayoutName;
  /** The setting `columns` that reads them; empty: they have the layout's names. */
  readonly columns: Readonly<Record<string, string>>;
  /** The files or tables that have its columns. */
  readonly found: readonly string[];
  /** Which of their columns tell it. */
  readonly telling: readonly string[];
  /** What it would count, in one sentence. */
  readonly counts: string;
}

/** The layouts that the columns fit, in the order in which layouts are offered. One is certain; of several, the reader chooses. */
export function recognizeLayouts(found: readonly FoundColumns[]): RecognizedLayout[] {
  return LAYOUT_NAMES.flatMap((name) => {
    const layout = LAYOUTS[name];
    const fitting = found.flatMap((one) => {
      const fit = fitOf(layout, one);
      return fit === null ? [] : [{ ...fit, name: one.name }];
    });
    const [first] = fitting;
    return first === undefined
      ? []
      : [
          {
            layout: name,
            columns: first.columns,
            found: fitting.map((fit) => fit.name),
            telling: first.telling,
            counts: countsOf(layout, first.columns, first.names),
          },
        ];
  });
}

/** Every name that tells a layout, so that records can be found before their layout is known. */
export function tellingNames(): string[] {
  return LAYOUT_NAMES.flatMap((name) => LAYOUTS[name].recognizedBy.flatMap(({ all, any = [] }) => [...all, ...any]));
}

/** The layouts whose files may lack a header. */
export function headerlessLayouts(): LayoutName[] {
  return LAYOUT_NAMES.filter((name) => LAYOUTS[name].tables.some(({ headerless }) => headerless !== undefined));
}

/** The tables of all layouts. */
export function knownTables(): LayoutTable[] {
  return LAYOUT_NAMES.flatMap((name) => LAYOUTS[name].tables);
}

interface Fit {
  readonly columns: Readonly<Record<string, string>>;
  readonly telling: readonly string[];
  /** Of the columns found, in small letters. */
  readonly names: ReadonlySet<string>;
}

function fitOf(layout: Layout, one: FoundColumns): Fit | null {
  if (one.layout !== undefined && one.layout !== layout.name) {
    return null;
  }
  const { columns: found } = one;
  const names = new Set(found.map((name) => name.toLowerCase()));
  const has = (name: string) => names.has(name.toLowerCase());
  const telling = layout.recognizedBy.find((candidate) => tells(candidate, has));
  if (telling === undefined) {
    return null;
  }
  const { all, any = [], columns = {} } = telling;
  return {
    columns: Object.fromEntries(Object.entries(columns).filter(([, column]) => has(column))),
    telling: [...all, ...any.filter(has).slice(0, 1)],
    names,
  };
}

function tells({ all, any, none = [] }: TellingColumns, has: (name: string) => boolean): boolean {
  return all.every(has) && (any === undefined || any.some(has)) && !none.some(has);
}

function countsOf({ merge, outcome }: Layout, columns: Fit['columns'], names: Fit['names']): string {
  const real = (column: string) => columns[column] ?? column;
  const isThere = (column: string) => names.has(real(column).toLowerCase());
  const key = merge?.keys
    .find((reading) => reading.columns.every(isThere))
    ?.columns.map(real)
    .join(' and ');
  const tellers = [...new Set(outcome.map(outcomeColumn).filter(isThere).map(real))];
  const rows = key === undefined ? 'Each row is a call' : `Rows with the same ${key} are a call`;
  return tellers.length === 0
    ? `${rows}.`
    : `${rows}; ${tellers.slice(0, 3).join(', ')} ${tellers.length === 1 ? 'tells' : 'tell'} how it ended.`;
}

function outcomeColumn({ column }: OutcomeReading): string {
  return column;
}
