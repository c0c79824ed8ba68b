import { ZONE_MINUTES } from './zoneNames';

/** A way to write times that is not read everywhere, but only of columns that hold it. Patterns are of texts in small letters, without blanks around them. */
export interface TimeForm {
  /** Fits the whole text. */
  readonly pattern: string;
  readonly reads: ClockReading | 'scientific' | 'serial';
  /** Which of two numbers is the day, where another form has it the other way round. */
  readonly order?: { readonly separator: Separator; readonly first: 'day' | 'month' };
}

const SEPARATORS = ['/', '.', '-'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** Templates name what the pattern's groups took: `\1`. */
export interface ClockReading {
  /** The clock time as `2026-11-26 12:00:00.123`. */
  readonly clock: string;
  /** The month is a name: `nov`. */
  readonly monthNames?: true;
  /** Patterns of texts after noon, and of those in the hour 12. */
  readonly half?: { readonly afternoon: string; readonly twelve: string };
  /** Absent: a time of the data source's zone. */
  readonly zone?: { readonly is: 'offset' | 'name'; readonly template: string };
}

/** How the times of a column of text are written, beside the forms that are read everywhere. */
export interface TextTimes {
  readonly forms: readonly TimeForm[];
  /** Whether other dates are not read at all. */
  readonly only: boolean;
}

export const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
export const MONTH_NAME = `(${MONTHS.join('|')})[a-z]{0,7}[.]?`;
export const WEEKDAY_NAME = '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[.]?';
export const OFFSET = String.raw`(z|utc|gmt|[+-]\d{2}(?::?\d{2})?)`;
export const ZONE_NAME = `(${Object.keys(ZONE_MINUTES).join('|').toLowerCase()})`;
export const TWELVE_HOURS = '(?:0?[1-9]|1[0-2])';
const ISO_DATE = String.raw`\d{4}[-/]\d{1,2}[-/]\d{1,2}`;
const SECONDS = String.raw`:\d{1,2}(?::\d{1,2}(?:[.,]\d{1,9})?)?`;
const CLOCK = String.raw`\d{1,2}${SECONDS}`;
const DAY = String.raw`(0?[1-9]|[12]\d|3[01])`;
const MONTH = '(0?[1-9]|1[0-2])';

/** The forms of a date and a time in this order: without zone, with an offset, with the name of a zone, and of twelve hours. */
function dated(
  date: string,
  between: string,
  template: string,
  extra: Pick<TimeForm, 'order'> & Pick<ClockReading, 'monthNames'> = {}
): TimeForm[] {
  const { order, monthNames } = extra;
  const groups = (template.match(/\\\d/g) ?? []).length;
  const [time, zone] = [`\\${groups + 1}`, `\\${groups + 2}`];
  const form = (pattern: string, reading: Omit<ClockReading, 'monthNames'>): TimeForm => ({
    pattern,
    reads: { ...reading, ...(monthNames === undefined ? {} : { monthNames }) },
    ...(order === undefined ? {} : { order }),
  });
  const clock = `${template} ${time}`;
  const halved = (hour: string, half: string) => `${date}${between}(${hour}${SECONDS}) ?${half}[.]?m[.]?`;
  return [
    form(date, { clock: template }),
    form(`${date}${between}(${CLOCK})`, { clock }),
    form(`${date}${between}(${CLOCK}) ?${OFFSET}`, { clock, zone: { is: 'offset', template: zone } }),
    form(`${date}${between}(${CLOCK}) ?${ZONE_NAME}`, { clock, zone: { is: 'name', template: zone } }),
    form(halved(TWELVE_HOURS, '[ap]'), { clock, half: { afternoon: halved(TWELVE_HOURS, 'p'), twelve: halved('12', '[ap]') } }),
  ];
}

const ordered = SEPARATORS.flatMap((separator) => {
  const sign = `[${separator}]`;
  return [
    ...dated(`${DAY}${sign}${MONTH}${sign}(\\d{4})`, '(?:,? +|t)', String.raw`\3-\2-\1`, { order: { separator, first: 'day' } }),
    ...dated(`${MONTH}${sign}${DAY}${sign}(\\d{4})`, '(?:,? +|t)', String.raw`\3-\1-\2`, { order: { separator, first: 'month' } }),
  ];
});

const compact = String.raw`(\d{4})(\d{2})(\d{2})[t ]?(\d{2}):?(\d{2}):?(\d{2}(?:[.,]\d{1,9})?)`;
const compactClock = String.raw`\1-\2-\3 \4:\5:\6`;
const yearLast = (zone: string) => String.raw`${WEEKDAY_NAME} ${MONTH_NAME} +(\d{1,2}) (${CLOCK})${zone} (\d{4})`;
/** As Cisco gateways write it; an asterisk or a point says that the clock is not synchronized. */
const timeFirst = (zone: string) => String.raw`[*.]?(${CLOCK}) ${zone} (?:${WEEKDAY_NAME} )?${MONTH_NAME} +(\d{1,2}) (\d{4})`;

/** Every form that is looked for in columns of text. */
export const TIME_FORMS: readonly TimeForm[] = [
  // Hyphens and slashes alone are read everywhere; here they have a decimal comma, the name of a zone, or AM and PM.
  ...dated(`(${ISO_DATE})`, '[t ] *', String.raw`\1`).filter(({ pattern }) => pattern !== `(${ISO_DATE})`),
  ...dated(String.raw`(\d{4})[.](\d{1,2})[.](\d{1,2})`, '[t ] *', String.raw`\1-\2-\3`),
  ...ordered,
  { pattern: compact, reads: { clock: compactClock } },
  { pattern: `${compact} ?${OFFSET}`, reads: { clock: compactClock, zone: { is: 'offset', template: String.raw`\7` } } },
  ...dated(`(?:${WEEKDAY_NAME},? )?(\\d{1,2})[ -]${MONTH_NAME}[ -](\\d{4})`, ',? ', String.raw`\3-\2-\1`, { monthNames: true }),
  ...dated(`(?:${WEEKDAY_NAME},? )?${MONTH_NAME} (\\d{1,2}),? (\\d{4})`, ',? ', String.raw`\3-\1-\2`, { monthNames: true }),
  { pattern: yearLast(''), reads: { clock: String.raw`\4-\1-\2 \3`, monthNames: true } },
  ...(['offset', 'name'] as const).flatMap((is): TimeForm[] => {
    const zone = is === 'offset' ? OFFSET : ZONE_NAME;
    return [
      {
        pattern: yearLast(` ${zone}`),
        reads: { clock: String.raw`\5-\1-\2 \3`, monthNames: true, zone: { is, template: String.raw`\4` } },
      },
      { pattern: timeFirst(zone), reads: { clock: String.raw`\5-\3-\4 \1`, monthNames: true, zone: { is, template: String.raw`\2` } } },
    ];
  }),
  { pattern: String.raw`\d(?:\.\d{1,17})?e[+]?\d{1,2}`, reads: 'scientific' },
  { pattern: String.raw`\d{5}(?:\.\d{1,17})?`, reads: 'serial' },
];
