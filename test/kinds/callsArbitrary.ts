import fc from 'fast-check';
import type { TestCall } from './memoryStore';

export const FROM = Date.parse('2026-10-24T00:00:00Z');
export const TO = Date.parse('2026-10-27T00:00:00Z');
export const DIMENSIONS = ['trunk', 'country'];

const CODES = [200, 202, 486, 600, 403, 603, 408, 487, 480, 503, 404, 488, 500, 604, 183, 302, 0, 777, null];

/** Calls of a few days around the end of summer time in Europe; values that look like our own names are among them. */
export const anyCall: fc.Arbitrary<TestCall> = fc.record({
  time: fc.integer({ min: FROM, max: TO - 1 }),
  code: fc.constantFrom(...CODES),
  word: fc.constantFrom(null, null, 'NO_ANSWER', 'odd'),
  dimensions: fc.record({
    trunk: fc.constantFrom('t1', 't2', 't3', '', 'other', '(none)'),
    country: fc.constantFrom('de', 'us', '', 'other'),
  }),
  timings: fc.record(
    {
      pdd: fc.integer({ min: 0, max: 12_000 }),
      setup: fc.integer({ min: 0, max: 40_000 }),
      duration: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 3_000_000 })),
    },
    { requiredKeys: [] }
  ),
});

export const anyCalls = fc.array(anyCall, { maxLength: 60 });

/** Filters, each with a plain JavaScript reading of it. */
export const anyFilter = fc.constantFrom(
  { dimension: 'trunk', operator: '=', values: ['t1'] },
  { dimension: 'trunk', operator: '!=', values: ['t1'] },
  { dimension: 'trunk', operator: 'in', values: ['t1', ''] },
  { dimension: 'trunk', operator: 'in', values: [] },
  { dimension: 'country', operator: 'not in', values: ['de', 'xx'] },
  { dimension: 'country', operator: 'not in', values: [] },
  { dimension: 'trunk', operator: '=~', values: ['t[12]|other'] },
  { dimension: 'trunk', operator: '=~', values: ['t'] },
  { dimension: 'trunk', operator: '=~', values: ['.*'] },
  { dimension: 'country', operator: '!~', values: ['d.'] },
  { dimension: 'country', operator: '=~', values: ['|us'] }
);

export type AnyFilter = typeof anyFilter extends fc.Arbitrary<infer F> ? F : never;

export function keeps({ dimension, operator, values }: AnyFilter, call: TestCall): boolean {
  const value = call.dimensions[dimension] ?? '';
  const list: readonly string[] = values;
  const matches = () => new RegExp(`^(?:${list[0]})$`, 's').test(value);
  switch (operator) {
    case '=':
      return value === list[0];
    case '!=':
      return value !== list[0];
    case 'in':
      return list.length === 0 || list.includes(value);
    case 'not in':
      return !list.includes(value);
    case '=~':
      return matches();
    case '!~':
      return !matches();
    default:
      throw new Error(operator);
  }
}
