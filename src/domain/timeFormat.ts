import { z } from 'zod';

/** One part of a time format: a token such as `YYYY`, or text that stands there as it is. */
export interface TimeFormatPart {
  readonly token: TimeToken | null;
  readonly text: string;
}

/** What a token stands for; tokens of one meaning exclude each other. */
const MEANINGS = {
  YYYY: 'year',
  YY: 'year',
  MMMM: 'month',
  MMM: 'month',
  MM: 'month',
  M: 'month',
  dddd: 'weekday',
  ddd: 'weekday',
  DD: 'day',
  D: 'day',
  HH: 'hour',
  H: 'hour',
  hh: 'hour',
  h: 'hour',
  mm: 'minute',
  m: 'minute',
  ss: 'second',
  s: 'second',
  S: 'fraction',
  A: 'half of the day',
  a: 'half of the day',
  Z: 'offset',
  ZZ: 'offset',
  z: 'offset',
} as const;
export type TimeToken = keyof typeof MEANINGS;

const PARTS = /\[[^\]]*\]|YYYY|YY|M{1,4}|d{3,4}|DD?|HH?|hh?|mm?|ss?|S+|A|a|ZZ?|z|./gs;
const MAX_LENGTH = 60;
const ALLOWED =
  'allowed: YYYY, YY, MM, M, MMM, MMMM, DD, D, ddd, dddd, HH, H, hh, h, mm, m, ss, s, SSS, A, a, Z (an offset), z (CET), and other text in [brackets]';

/** How texts of times are written, such as `MM/DD/YYYY hh:mm:ss A`. */
export const timeFormatSchema = z
  .string()
  .min(1)
  .max(MAX_LENGTH)
  .superRefine((text, context) => {
    const problem = timeFormatProblem(text);
    if (problem !== null) {
      context.addIssue({ code: 'custom', message: problem });
    }
  });

export function timeFormatParts(text: string): TimeFormatPart[] {
  return (text.match(PARTS) ?? []).map((part) => {
    if (part.startsWith('[') && part.endsWith(']')) {
      return { token: null, text: part.slice(1, -1) };
    }
    const token = part.startsWith('S') ? 'S' : part;
    return { token: isToken(token) ? token : null, text: part };
  });
}

/** What is wrong with a format, and what is allowed; null for a good one. */
export function timeFormatProblem(text: string): string | null {
  const unknown = (text.match(PARTS) ?? []).find((part) => /^[a-z]/i.test(part) && !isToken(part.startsWith('S') ? 'S' : part));
  if (unknown !== undefined) {
    return `"${unknown}" is not a part of a time; ${ALLOWED}`;
  }
  const meanings = timeFormatParts(text).flatMap(({ token }) => (token === null ? [] : [MEANINGS[token]]));
  const twice = meanings.find((meaning, index) => meanings.indexOf(meaning) < index);
  if (twice !== undefined) {
    return `the ${twice} is there twice`;
  }
  const missing = (['year', 'month', 'day'] as const).find((meaning) => !meanings.includes(meaning));
  if (missing !== undefined) {
    return `the ${missing} is missing; ${ALLOWED}`;
  }
  const has = (meaning: string) => meanings.some((one) => one === meaning);
  const lacks = [
    ['minute', 'hour'],
    ['second', 'minute'],
    ['fraction', 'second'],
    ['hour', 'minute'],
    ['half of the day', 'hour'],
  ].find(([meaning = '', needed = '']) => has(meaning) && !has(needed));
  if (lacks !== undefined) {
    return `the ${lacks[0]} needs the ${lacks[1]}`;
  }
  const isHalved = timeFormatParts(text).some(({ token }) => token === 'h' || token === 'hh');
  if (isHalved !== has('half of the day')) {
    return isHalved
      ? 'hours of a half day, hh or h, need A (AM or PM); hours of a whole day are HH or H'
      : 'hours of a half day, hh or h, are missing beside A; hours of a whole day need none';
  }
  return null;
}

function isToken(text: string): text is TimeToken {
  return Object.hasOwn(MEANINGS, text);
}
