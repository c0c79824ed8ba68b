import { type RawBuilder, sql } from 'kysely';
import type { CallResultSettings, DimensionSetting } from '../../../domain/settings';
import type { Layout } from '../../layouts/layout';
import { findColumn } from './columnNames';

type Text = RawBuilder<string>;

// A display name may have an @ of its own, so that the address between < and > is looked at where there is one.
const DOMAIN_AFTER_AT = String.raw`^(?:[^<]*<)?[^<@]*@(\[[^\]]*\]|[^:;>?\s"]+)`;
const DOMAIN_AFTER_SCHEME = String.raw`sips?:(\[[^\]]*\]|[^@:;>?\s"]+)(?:[:;>?]|$)`;
const NUMBER = String.raw`^(?:[^<]*<)?\s*(?:sips?:|tel:)?\+?(\d+)`;

/**
 * Every dimension of a source: the kept columns under the layout's names for them, then those of the settings, which
 * may replace one of the same name. A setting that names a column that is not there is left out (the query that asks
 * for it says so).
 */
export function dimensionExpressions(
  settings: CallResultSettings,
  layout: Layout,
  kept: ReadonlyMap<string, RawBuilder<string | null>>,
  meaningful: ReadonlySet<string>
): Map<string, Text> {
  const available = [...kept.keys()];
  const textOf = (column: string): Text | null => {
    const found = findColumn(settings, available, column);
    const expression = found === null ? undefined : kept.get(found);
    return expression === undefined ? null : sql<string>`coalesce(${expression}, '')`;
  };
  const ownName = new Map(Object.keys(settings.columns).map((name) => [findColumn(settings, available, name), name]));
  const dimensions = new Map<string, Text>();
  for (const column of available) {
    const expression = textOf(ownName.get(column) ?? column);
    if (expression !== null && !meaningful.has(column)) {
      dimensions.set(ownName.get(column) ?? column, expression);
    }
  }
  for (const [name, column] of Object.entries(layout.dimensions)) {
    const expression = textOf(column);
    if (expression !== null) {
      dimensions.set(name, expression);
    }
  }
  for (const setting of settings.dimensions) {
    const expression = derivedExpression(setting, textOf);
    if (expression !== null) {
      dimensions.set(setting.name, expression);
    }
  }
  return dimensions;
}

function derivedExpression(setting: DimensionSetting, textOf: (column: string) => Text | null): Text | null {
  if (!('derive' in setting)) {
    return textOf(setting.column);
  }
  switch (setting.derive) {
    case 'domain': {
      const address = textOf(setting.column);
      return address === null ? null : domainOf(address);
    }
    case 'prefix': {
      const address = textOf(setting.column);
      return address === null ? null : prefixOf(address, setting.prefixes);
    }
    case 'direction': {
      const [from, to] = [textOf(setting.from), textOf(setting.to)];
      return from === null || to === null ? null : directionOf(from, to, setting.own);
    }
  }
}

/** The domain of `alice@example.org`, `sip:example.org` or `"Alice" <sip:alice@example.org:5060>`, in small letters. */
function domainOf(address: Text): Text {
  return sql<string>`lower(coalesce(nullif(regexp_extract(${address}, ${sql.lit(DOMAIN_AFTER_AT)}, 1), ''), regexp_extract(${address}, ${sql.lit(DOMAIN_AFTER_SCHEME)}, 1)))`;
}

/** The digits that an address begins with, without a plus. */
function numberOf(address: Text): Text {
  return sql<string>`regexp_extract(${address}, ${sql.lit(NUMBER)}, 1)`;
}

/** The longest of the prefixes that the number begins with, as it was written in the settings. */
function prefixOf(address: Text, prefixes: readonly string[]): Text {
  const longestFirst = [...prefixes].sort((a, b) => digits(b).length - digits(a).length);
  const cases = longestFirst.map((prefix) => sql`when starts_with(${numberOf(address)}, ${sql.lit(digits(prefix))}) then ${sql.lit(prefix)}`);
  return sql<string>`case ${sql.join(cases, sql` `)} else '' end`;
}

function digits(prefix: string): string {
  return prefix.replace('+', '');
}

function directionOf(from: Text, to: Text, own: readonly string[]): Text {
  const prefixes = own.filter((entry) => /^\+?\d+$/.test(entry)).map(digits);
  const domains = own.filter((entry) => !/^\+?\d+$/.test(entry)).map((entry) => entry.toLowerCase());
  const isOwn = (address: Text) => {
    const conditions = prefixes.map((prefix) => sql`starts_with(${numberOf(address)}, ${sql.lit(prefix)})`);
    if (domains.length > 0) {
      conditions.push(sql`${domainOf(address)} in (${sql.join(domains.map((domain) => sql.lit(domain)))})`);
    }
    return sql`(${sql.join(conditions, sql` or `)})`;
  };
  return sql<string>`case when ${isOwn(from)} then case when ${isOwn(to)} then 'internal' else 'outbound' end when ${isOwn(to)} then 'inbound' else 'transit' end`;
}
