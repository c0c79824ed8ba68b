import { type RawBuilder, sql } from 'kysely';
import type { DimensionSetting } from '../../../../domain/dimensionSettings';
import type { CallResultSettings } from '../../../../domain/settings';
import type { Layout } from '../../../../domain/layouts/layout';
import type { SqlDialect } from '../dialect';
import { findColumn, meaningfulColumns } from './columnNames';

type Text = RawBuilder<string>;

// A display name may have an @ of its own, so that the address between < and > is looked at where there is one.
const DOMAIN_AFTER_AT = String.raw`^(?:[^<]*<)?[^<@]*@(\[[^\]]*\]|[^:;>?\s"]+)`;
const DOMAIN_AFTER_SCHEME = String.raw`sips?:(\[[^\]]*\]|[^@:;>?\s"]+)(?:[:;>?]|$)`;
const NUMBER = String.raw`^(?:[^<]*<)?\s*(?:sips?:|tel:)?\+?(\d+)`;

/** How a dimension is made of columns of the records. */
export interface DimensionReading {
  /** The records' own names of the columns that it needs. */
  readonly columns: readonly string[];
  /** @param textOf the text of a column, the empty text where it is missing */
  expression(dialect: SqlDialect, textOf: (column: string) => Text): Text;
}

/**
 * Every dimension of a source: the kept columns under the layout's names for them, then those of the settings, which
 * may replace one of the same name. A setting that names a column that is not there is left out (the query that asks
 * for it says so).
 */
export function dimensionReadings(
  settings: CallResultSettings,
  layout: Layout,
  available: readonly string[]
): Map<string, DimensionReading> {
  const meaningful = meaningfulColumns(layout);
  const find = (column: string) => findColumn(settings, available, column);
  const ownName = new Map(Object.keys(settings.columns).map((name) => [find(name), name]));
  const dimensions = new Map<string, DimensionReading>();
  for (const column of available) {
    const name = ownName.get(column) ?? column;
    if (layout.notDimensions !== 'others' && !meaningful.has(name)) {
      dimensions.set(name, plain(find(name) ?? column));
    }
  }
  for (const [name, column] of Object.entries(layout.dimensions)) {
    const found = find(column);
    if (found !== null) {
      dimensions.set(name, plain(found));
    }
  }
  for (const setting of settings.dimensions) {
    const reading = derivedReading(setting, find);
    if (reading !== null) {
      dimensions.set(setting.name, reading);
    }
  }
  return dimensions;
}

/** The expressions of all dimensions over columns that are in one relation. */
export function dimensionExpressions(
  dialect: SqlDialect,
  settings: CallResultSettings,
  layout: Layout,
  kept: ReadonlyMap<string, RawBuilder<string | null>>
): Map<string, Text> {
  const textOf = (column: string): Text => sql<string>`coalesce(${kept.get(column) ?? sql.lit('')}, '')`;
  const readings = dimensionReadings(settings, layout, [...kept.keys()]);
  return new Map([...readings].map(([name, reading]) => [name, reading.expression(dialect, textOf)]));
}

function plain(column: string): DimensionReading {
  return { columns: [column], expression: (_, textOf) => textOf(column) };
}

function derivedReading(setting: DimensionSetting, find: (column: string) => string | null): DimensionReading | null {
  if (!('derive' in setting)) {
    const column = find(setting.column);
    return column === null ? null : plain(column);
  }
  switch (setting.derive) {
    case 'domain': {
      const column = find(setting.column);
      return column === null ? null : { columns: [column], expression: (dialect, textOf) => domainOf(dialect, textOf(column)) };
    }
    case 'prefix': {
      const column = find(setting.column);
      return column === null
        ? null
        : { columns: [column], expression: (dialect, textOf) => prefixOf(dialect, textOf(column), setting.prefixes) };
    }
    case 'direction': {
      const [from, to] = [find(setting.from), find(setting.to)];
      return from === null || to === null
        ? null
        : { columns: [from, to], expression: (dialect, textOf) => directionOf(dialect, textOf(from), textOf(to), setting.own) };
    }
  }
}

/** The domain of `alice@example.org`, `sip:example.org` or `"Alice" <sip:alice@example.org:5060>`, in small letters. */
function domainOf(dialect: SqlDialect, address: Text): Text {
  const afterAt = dialect.firstCapture(address, DOMAIN_AFTER_AT);
  return sql<string>`${dialect.lower(sql<string>`coalesce(nullif(${afterAt}, ''), ${dialect.firstCapture(address, DOMAIN_AFTER_SCHEME)})`)}`;
}

/** The digits that an address begins with, without a plus. */
function numberOf(dialect: SqlDialect, address: Text): Text {
  return dialect.firstCapture(address, NUMBER);
}

/** The longest of the prefixes that the number begins with, as it was written in the settings. */
function prefixOf(dialect: SqlDialect, address: Text, prefixes: readonly string[]): Text {
  const longestFirst = [...prefixes].sort((a, b) => digits(b).length - digits(a).length);
  const cases = longestFirst.map(
    (prefix) => sql`when ${dialect.startsWith(numberOf(dialect, address), digits(prefix))} then ${sql.lit(prefix)}`
  );
  return sql<string>`case ${sql.join(cases, sql` `)} else '' end`;
}

function digits(prefix: string): string {
  return prefix.replace('+', '');
}

function directionOf(dialect: SqlDialect, from: Text, to: Text, own: readonly string[]): Text {
  const prefixes = own.filter((entry) => /^\+?\d+$/.test(entry)).map(digits);
  const domains = own.filter((entry) => !/^\+?\d+$/.test(entry)).map((entry) => entry.toLowerCase());
  const isOwn = (address: Text) => {
    const conditions = prefixes.map((prefix) => dialect.startsWith(numberOf(dialect, address), prefix));
    if (domains.length > 0) {
      conditions.push(sql<boolean>`${domainOf(dialect, address)} in (${sql.join(domains.map((domain) => sql.val(domain)))})`);
    }
    return sql`(${sql.join(conditions, sql` or `)})`;
  };
  return sql<string>`case when ${isOwn(from)} then case when ${isOwn(to)} then 'internal' else 'outbound' end when ${isOwn(to)} then 'inbound' else 'transit' end`;
}
