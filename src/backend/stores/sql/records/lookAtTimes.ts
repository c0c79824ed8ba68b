import { type RawBuilder, sql } from 'kysely';
import { CallResultError } from '../../../../domain/errors';
import type { SqlDialect } from '../dialect';
import { type DecidedOrders, FIRSTS, type First, type NeighborDates, type SeenDates } from './dateOrders';
import { givenTimeForm } from './givenTimeForm';
import { isPlainTime } from './readTime';
import { type Separator, type TextTimes, TIME_FORMS, type TimeForm } from './timeForms';

const MAX_VALUES = 1_000;
const MAX_ROUNDS = 20;
/** The 5th of May is the same day either way. */
const SAME = `(?:${Array.from({ length: 12 }, (_, index) => `0?${index + 1}[/.-]0?${index + 1}[/.-]`).join('|')})`;
const isSame = new RegExp(`^${SAME}`);
const compiled = TIME_FORMS.map((form) => ({ form, fits: new RegExp(`^(?:${form.pattern})$`) }));
const anyOf = (forms: readonly TimeForm[]) => forms.map(({ pattern }) => pattern).join('|');
const formsOf = (separator: Separator, first: First) =>
  TIME_FORMS.filter(({ order }) => order?.separator === separator && order.first === first);

/** Where the columns of times are. */
export interface TimeColumns {
  readonly dialect: SqlDialect;
  /** The names of columns of text, and their expressions. */
  readonly columns: ReadonlyMap<string, RawBuilder<string | null>>;
  readonly from: RawBuilder<unknown>;
  /** What to select from for a look at some of the rows only; the same as `from` where all are looked at. */
  readonly some: RawBuilder<unknown>;
  readonly complete: boolean;
  /** Absent where a table is not of several files. */
  readonly neighbors?: NeighborDates;
  /** What other parts of the same records told, which these rows only add to. */
  readonly known?: SeenTimes;
  run(statement: RawBuilder<unknown>): Promise<{ readonly columns: readonly (readonly unknown[])[] }>;
}

type LookedAtDates = { -readonly [Part in keyof SeenDates]: SeenDates[Part] };

/** What is known of a column after a look at its values. */
interface Seen {
  readonly forms: Set<TimeForm>;
  readonly dates: Map<Separator, LookedAtDates>;
}

/** What values of columns told. */
export type SeenTimes = ReadonlyMap<string, SeenColumn>;

interface SeenColumn {
  readonly forms: ReadonlySet<TimeForm>;
  readonly dates: ReadonlyMap<Separator, SeenDates>;
}

/** How columns write their times, and what told it. */
export interface LookedAtTimes {
  readonly times: ReadonlyMap<string, TextTimes>;
  readonly seen: SeenTimes;
}

/**
 * How columns of text write their times: by the format of the settings, or by what their values are.
 * @throws CallResultError `settings` if a column does not tell whether the day or the month is first
 */
export async function lookAtTimes(timeFormat: string | undefined, of: TimeColumns): Promise<LookedAtTimes> {
  if (timeFormat !== undefined) {
    const given: TextTimes = { forms: [givenTimeForm(timeFormat)], only: true };
    return { times: new Map([...of.columns.keys()].map((name) => [name, given])), seen: new Map() };
  }
  const seen = new Map<string, Seen>();
  for (const [name, text] of of.columns) {
    seen.set(name, await lookAtColumn(of, text, of.known?.get(name)));
  }
  const all = [...seen.values()];
  seen.forEach(({ dates }, name) => dates.forEach((column, separator) => of.neighbors?.note(name, separator, column)));
  const times = new Map(
    [...seen].map(([name, { forms, dates }]): [string, TextTimes] => {
      const firsts = new Map(
        [...dates].map(([separator, column]) => [
          separator,
          firstOf(name, column, firstOfOthers(all, separator), of.neighbors?.of(name, separator) ?? {}),
        ])
      );
      const isRight = ({ order }: TimeForm) => order === undefined || firsts.get(order.separator) === order.first;
      // In one order, whichever value told them first.
      return [name, { forms: TIME_FORMS.filter((form) => forms.has(form) && isRight(form)), only: false }];
    })
  );
  return { times, seen };
}

/** Whether two looks told the same of how times are written, so that what one of them read, the other would have read alike. */
export function areAlike(one: SeenTimes, other: SeenTimes): boolean {
  return (
    one.size === other.size &&
    [...one].every(([name, { forms, dates }]) => {
      const same = other.get(name);
      return (
        same?.forms.size === forms.size &&
        [...forms].every((form) => same.forms.has(form)) &&
        same.dates.size === dates.size &&
        [...dates].every(([separator, of]) => toldBy(of) === toldBy(same.dates.get(separator)))
      );
    })
  );
}

function toldBy(dates: SeenDates | undefined): string {
  const decided = FIRSTS.filter((first) => dates?.decided[first] !== undefined);
  return decided.length > 0 ? decided.join() : dates?.ambiguous === null ? 'nothing' : 'ambiguous';
}

async function lookAtColumn(of: TimeColumns, text: RawBuilder<string | null>, known: SeenColumn | undefined): Promise<Seen> {
  const { dialect } = of;
  const folded = dialect.lower(dialect.trim(text));
  const dates = [...(known?.dates ?? [])].map(([separator, before]): [Separator, LookedAtDates] => [separator, { ...before }]);
  const seen: Seen = { forms: new Set(known?.forms), dates: new Map(dates) };
  const isNew = () => [
    sql`not ${isPlainTime(dialect, text)}`,
    ...(seen.forms.size === 0 ? [] : [sql`not ${dialect.fullMatch(folded, anyOf([...seen.forms]))}`]),
  ];
  for (let round = 0; round < (of.complete ? MAX_ROUNDS : 1); round++) {
    const before = seen.forms.size;
    const found = await of.run(
      sql`select distinct ${folded} from ${of.some} where ${sql.join(isNew(), sql` and `)} limit ${sql.lit(MAX_VALUES)}`
    );
    // In order, so that examples do not depend on the engine's.
    const values = (found.columns[0] ?? []).map(String).sort();
    values.forEach((value) => note(seen, value));
    if (seen.forms.size === before || values.length < MAX_VALUES) {
      break;
    }
  }
  for (const [separator, dates] of seen.dates) {
    await lookForOrder(of, folded, seen, separator, dates);
  }
  return seen;
}

/** Values that decide may be few among many that do not: in a part of the rows one is enough, in a file all values must agree. */
async function lookForOrder(
  of: TimeColumns,
  folded: RawBuilder<string | null>,
  seen: Seen,
  separator: Separator,
  dates: LookedAtDates
): Promise<void> {
  const { dialect } = of;
  const isOf = (first: First) => dialect.fullMatch(folded, anyOf(formsOf(separator, first)));
  const look = async (condition: RawBuilder<unknown>) => {
    const found = await of.run(sql`select ${folded} from ${of.from} where ${condition} limit 1`);
    (found.columns[0] ?? []).forEach((value) => note(seen, String(value)));
  };
  const isDecided = () => FIRSTS.some((first) => dates.decided[first] !== undefined);
  for (const [first, other] of [['day', 'month'] as const, ['month', 'day'] as const]) {
    if (dates.decided[first] === undefined && (of.complete || !isDecided())) {
      await look(sql`${isOf(first)} and not ${isOf(other)}`);
    }
  }
  if (!isDecided() && dates.ambiguous === null) {
    await look(sql`${isOf('day')} and ${isOf('month')} and not ${dialect.fullMatch(folded, `${SAME}.{4,60}`)}`);
  }
}

function note({ forms, dates }: Seen, text: string): void {
  const fitting = compiled.filter(({ fits }) => fits.test(text)).map(({ form }) => form);
  const [order, ...others] = fitting.map((form) => form.order).filter((one) => one !== undefined);
  if (order !== undefined) {
    const known = dates.get(order.separator) ?? { decided: {}, ambiguous: null };
    dates.set(order.separator, known);
    if (others.length === 0) {
      known.decided = { [order.first]: text, ...known.decided };
    } else if (!isSame.test(text)) {
      known.ambiguous ??= text;
    }
  }
  // Whole days alone would be told from other numbers of five digits by nothing.
  fitting.filter(({ reads }) => reads !== 'serial' || text.includes('.')).forEach((form) => forms.add(form));
}

/** What is first in such dates of all columns where it is told; null where that is nothing, or not the same. */
function firstOfOthers(all: readonly Seen[], separator: Separator): First | null {
  const firsts = new Set(all.flatMap(({ dates }) => FIRSTS.filter((first) => dates.get(separator)?.decided[first] !== undefined)));
  const [first] = firsts;
  return firsts.size === 1 && first !== undefined ? first : null;
}

function firstOf(name: string, { decided, ambiguous }: SeenDates, ofOthers: First | null, ofNeighbors: DecidedOrders): First {
  const own = onlyOrder(decided, (day, month) => {
    throw new CallResultError(
      'settings',
      `The column "${name}" has dates with the day first, such as "${day.toUpperCase()}", and with the month first, such as "${month.toUpperCase()}". Set timeFormat to the one that is meant, such as "${formatOf(day, 'day')}"; the others are then unreadable.`
    );
  });
  // No country writes the month before the day and points between them.
  if (own !== null || ambiguous === null || ofOthers !== null || /^\d+[.]/.test(ambiguous)) {
    return own ?? ofOthers ?? 'day';
  }
  const [readings, formats] = [FIRSTS.map((first) => dateOf(ambiguous, first)), FIRSTS.map((first) => `"${formatOf(ambiguous, first)}"`)];
  const refused = (why: string) =>
    new CallResultError(
      'settings',
      `The column "${name}" has dates such as "${ambiguous.toUpperCase()}", which can be ${readings.join(' or ')}, ${why}. Set timeFormat to ${formats.join(' or ')} in the data source settings.`
    );
  const first = onlyOrder(ofNeighbors, (day, month) => {
    throw refused(`and other files of the table have both orders: "${day.toUpperCase()}" and "${month.toUpperCase()}"`);
  });
  if (first === null) {
    throw refused('and none that tells which');
  }
  return first;
}

/** The one order that is told, or null. */
function onlyOrder({ day, month }: DecidedOrders, refuse: (day: string, month: string) => never): First | null {
  if (day !== undefined && month !== undefined) {
    refuse(day, month);
  }
  return day !== undefined ? 'day' : month !== undefined ? 'month' : null;
}

/** What a date means: `5 June 2026`. */
function dateOf(text: string, wanted: First): string {
  const [first = 0, second = 0, year = 0] = (text.match(/\d+/g) ?? []).map(Number);
  const [day, month] = wanted === 'day' ? [first, second] : [second, first];
  const name = new Intl.DateTimeFormat('en-US', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(year, month - 1, 1));
  return `${day} ${name} ${year}`;
}

/** The `timeFormat` that reads a text in this order. */
function formatOf(text: string, wanted: First): string {
  const separator = /[/.-]/.exec(text)?.[0] ?? '/';
  const date = (wanted === 'day' ? ['DD', 'MM', 'YYYY'] : ['MM', 'DD', 'YYYY']).join(separator);
  const rest = text.replace(/^\d+[/.-]\d+[/.-]\d+/, '');
  const isHalved = / ?[ap][.]?m[.]?$/.test(rest);
  return (
    date +
    rest
      .replace(
        /(\d{1,2}):(\d{1,2})(:\d{1,2})?([.,])?(\d+)?/,
        (_, _hour, _minute, second?: string, point?: string, fraction?: string) =>
          `${isHalved ? 'hh' : 'HH'}:mm${second === undefined ? '' : ':ss'}${fraction === undefined ? '' : `${point}SSS`}`
      )
      .replace(/[ap][.]?m[.]?$/, 'A')
      .replace(/^t/, '[T]')
      .replace(new RegExp(String.raw`([+-]\d{2}:?\d{2}|[+-]\d{2}|z|utc|gmt)$`), 'Z')
      .replace(/ [a-z]{3,4}$/, ' z')
  );
}
