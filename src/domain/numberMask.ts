import { z } from 'zod';

/** `none`, `all`, or how many of a number's last digits are hidden. */
export const numberMaskSchema = z.union([z.enum(['none', 'all']), z.number().int().min(1).max(20)], {
  error: 'allowed: "none", "all", or how many of the last digits are hidden (1 to 20)',
});
export type NumberMask = z.infer<typeof numberMaskSchema>;

const HIDDEN = '*';

/**
 * A telephone number, by itself or within an address: five digits or more, which blanks, brackets, slashes and dashes may
 * group. Digits behind letters (`run-20261123`) and between dots (`192.0.2.1`) are none.
 */
const NUMBER = /(?<![\p{L}_\d.]|[\p{L}_][-_.])\d(?:[ ()/-]{0,2}\d){4,}(?![\d.]*\.\d)/gu;

/** Hides digits of every telephone number in a text. */
export function maskNumbers(text: string, mask: NumberMask): string {
  return mask === 'none' ? text : text.replace(NUMBER, (number) => hideDigits(number, mask));
}

function hideDigits(number: string, mask: 'all' | number): string {
  const digits = number.replace(/\D/g, '').length;
  const kept = mask === 'all' ? 0 : Math.max(0, digits - mask);
  let seen = 0;
  return number.replace(/\d/g, (digit) => (++seen > kept ? HIDDEN : digit));
}
