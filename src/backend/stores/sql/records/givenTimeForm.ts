import { timeFormatParts, type TimeToken } from '../../../../domain/timeFormat';
import { MONTH_NAME, OFFSET, type TimeForm, TWELVE_HOURS, WEEKDAY_NAME, ZONE_NAME } from './timeForms';

const ONE_OR_TWO = String.raw`(\d{1,2})`;
const TWO = String.raw`(\d{2})`;

/** What a token is in a pattern. */
function patternOf(token: TimeToken, isAdjacent: boolean): string {
  switch (token) {
    case 'YYYY':
      return String.raw`(\d{4})`;
    case 'YY':
      return TWO;
    case 'MMMM':
    case 'MMM':
      return MONTH_NAME;
    case 'dddd':
    case 'ddd':
      return WEEKDAY_NAME;
    case 'S':
      return String.raw`(\d{1,9})`;
    case 'Z':
    case 'ZZ':
      return OFFSET;
    case 'z':
      return ZONE_NAME;
    case 'MM':
    case 'DD':
    case 'HH':
    case 'mm':
    case 'ss':
      return isAdjacent ? TWO : ONE_OR_TWO;
    case 'M':
    case 'D':
    case 'H':
    case 'm':
    case 's':
      return ONE_OR_TWO;
    case 'hh':
    case 'h':
      return `(${TWELVE_HOURS})`;
    case 'A':
    case 'a':
      return '[ap][.]?m[.]?';
  }
}

/** The form that a `timeFormat` of the settings describes. */
export function givenTimeForm(format: string): TimeForm {
  const parts = timeFormatParts(format);
  const has = (token: TimeToken) => parts.some((part) => part.token === token);
  const patternWith = (other: Partial<Record<TimeToken, string>>) =>
    parts
      .map(({ token, text }, index) => {
        const neighbors = [parts[index - 1], parts[index + 1]];
        const isAdjacent = neighbors.some((part) => part?.token !== undefined && part.token !== null);
        return token === null ? literally(text) : (other[token] ?? patternOf(token, isAdjacent));
      })
      .join('');
  const captured = parts.flatMap(({ token }) => (token !== null && /^\((?!\?)/.test(patternOf(token, false)) ? [token] : []));
  const group = (...tokens: TimeToken[]): string | null => {
    const index = captured.findIndex((token) => tokens.includes(token));
    return index < 0 ? null : `\\${index + 1}`;
  };
  const time = [group('HH', 'H', 'hh', 'h'), group('mm', 'm'), group('ss', 's')].filter((part) => part !== null).join(':');
  const fraction = group('S');
  const year = has('YY') ? `20${group('YY')}` : group('YYYY');
  const zone = group('Z', 'ZZ', 'z');
  return {
    pattern: patternWith({}),
    reads: {
      clock: `${year}-${group('MMMM', 'MMM', 'MM', 'M')}-${group('DD', 'D')}${time === '' ? '' : ` ${time}`}${fraction === null ? '' : `.${fraction}`}`,
      ...(has('MMM') || has('MMMM') ? { monthNames: true as const } : {}),
      ...(has('A') || has('a')
        ? {
            half: {
              afternoon: patternWith({ A: 'p[.]?m[.]?', a: 'p[.]?m[.]?' }),
              twelve: patternWith({ hh: '(12)', h: '(12)' }),
            },
          }
        : {}),
      ...(zone === null ? {} : { zone: { is: has('z') ? ('name' as const) : ('offset' as const), template: zone } }),
    },
  };
}

/** Blanks may be several; letters are small. */
function literally(text: string): string {
  return text
    .toLowerCase()
    .replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replace(/ +/g, ' +');
}
