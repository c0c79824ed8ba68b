import { z } from 'zod';
import type { ValueText } from './recordText';
import { unmasked } from './unmasked';

/** `none`, `all`, or how many of a number's last digits are hidden. */
export const numberMaskSchema = z.union([z.enum(['none', 'all']), z.number().int().min(1).max(20)], {
  error: 'allowed: "none", "all", or how many of the last digits are hidden (1 to 20)',
});
export type NumberMask = z.infer<typeof numberMaskSchema>;

/** What a hidden digit is shown as. */
export const HIDDEN_DIGIT = '*';

/** In addresses a character may be written as its number: `%2B` is a plus, `%31` a one. */
const ESCAPED = String.raw`%[\da-fA-F]{2}`;
const DIGIT = String.raw`(?:%3\d|\p{Nd})`;
/** Blanks, brackets, dashes, slashes, dots and what is not seen at all, such as marks of a text's direction. */
const SEPARATOR = String.raw`(?:(?!%3\d)${ESCAPED}|[\s\p{Ps}\p{Pe}\p{Pd}\p{Cf}\u2212/\uFF0F.\u00B7\uFF0E])`;
const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|\d{1,2})`;
/** An IPv4 address, perhaps with a port. */
const IPV4 = String.raw`(?<![\p{Nd}.+]|tel:)(?:${OCTET}\.){3}${OCTET}(?!\p{Nd}|\.\p{Nd})(?::\d{1,5}(?!\p{Nd}))?`;
/** A moment as messages name it. */
const INSTANT = String.raw`(?<!\p{Nd})\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?`;
/** Where a number may begin: not behind letters or within other digits. */
const BEGINNING = String.raw`(?<!%|%[\da-fA-F])(?:(?<=${ESCAPED})|(?<![\p{L}_\p{Nd}]|[\p{L}_][-_.]|\p{Nd}\.))`;

/**
 * A telephone number, alone or within a text: five digits or more of any script, which separators may group. Digits behind
 * letters (`run-20261123`), IPv4 addresses and moments are none.
 */
const NUMBER = new RegExp(`(?:${IPV4}|${INSTANT})|(${BEGINNING}${DIGIT}(?:${SEPARATOR}{0,3}(?!${IPV4}|${INSTANT})${DIGIT}){4,})`, 'gu');
const EACH_DIGIT = new RegExp(`(?!%3\\d)${ESCAPED}|(${DIGIT})`, 'gu');
/** A number that was stored as a fraction ends in zeros that are not its own. */
const NO_FRACTION = /^(\p{Nd}+)\.0+$/u;

/** Record text, or a text with some in it, as a reader may see it. */
export type ShowText = (text: ValueText) => string;

export function showText(mask: NumberMask): ShowText {
  return (text) => maskNumbers(text, mask);
}

/** A text with digits of every telephone number hidden: the way by which record text becomes text. */
export function maskNumbers(text: ValueText, mask: NumberMask): string {
  return mask === 'none'
    ? unmasked(text)
    : unmasked(text).replace(NUMBER, (all: string, number?: string) => (number === undefined ? all : hideDigits(number, mask)));
}

function hideDigits(number: string, mask: 'all' | number): string {
  const own = NO_FRACTION.exec(number)?.[1] ?? number;
  const kept = mask === 'all' ? 0 : Math.max(0, [...own.matchAll(EACH_DIGIT)].filter(([, digit]) => digit !== undefined).length - mask);
  let seen = 0;
  return number.replace(EACH_DIGIT, (all: string, digit?: string) => (digit !== undefined && ++seen > kept ? HIDDEN_DIGIT : all));
}
