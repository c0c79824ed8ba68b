import type { StoreQuestion } from './store';

/** The same text for the same question, in whatever order its properties are; what is absent and what is undefined are the same. */
export function questionKey(question: StoreQuestion): string {
  return JSON.stringify(question, (_, value: unknown) => (isRecord(value) ? sorted(value) : value));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}
