import { createHmac, randomBytes } from 'node:crypto';
import { maskNumbers, type NumberMask } from '../../../../domain/numberMask';
import type { ValueText } from '../../../../domain/recordText';
import { unmasked } from '../../../../domain/unmasked';

/** Compares two combinations of values. */
export type ValueOrder = (a: readonly ValueText[], b: readonly ValueText[]) => number;

/** Stores order text by the bytes of its UTF-8. */
const byBytes: ValueOrder = (a, b) =>
  a.reduce((order, text, index) => order || Buffer.compare(Buffer.from(unmasked(text)), Buffer.from(unmasked(b[index] ?? ''))), 0);

const SECRET = randomBytes(32);

/**
 * Orders values as their reader sees them. Those that look the same come in an order that a secret of this process decides,
 * since their true order says which of the hidden digits are larger.
 */
export function valueOrder(mask: NumberMask): ValueOrder {
  if (mask === 'none') {
    return byBytes;
  }
  const shown = remembered((text) => maskNumbers(text, mask));
  const scattered = remembered((text) => createHmac('sha256', SECRET).update(unmasked(text)).digest('hex'));
  const by = (keyOf: (text: ValueText) => string): ValueOrder => {
    return (a, b) => byBytes(a.map(keyOf), b.map(keyOf));
  };
  const [byLooks, bySecret] = [by(shown), by(scattered)];
  return (a, b) => byLooks(a, b) || bySecret(a, b);
}

function remembered(keyOf: (text: ValueText) => string): (text: ValueText) => string {
  const known = new Map<ValueText, string>();
  return (text) => {
    const key = known.get(text) ?? keyOf(text);
    known.set(text, key);
    return key;
  };
}
