import type { Discovery } from './discovery';
import { parseDuration } from '../../domain/durations';
import type { LatenessAnswer } from '../stores/catalogueAnswer';

/** Durations that people write. */
const STEPS = ['10s', '30s', '60s', '2m', '5m', '10m', '15m', '30m', '1h', '2h', '6h', '12h', '24h'];
const QUANTILE = 0.999;
/** With fewer records, one of a thousand says nothing. */
const MIN_ROWS = 100;

/** How late records come, and whether `settle` waits for them. */
export function examineLateness(lateness: NonNullable<LatenessAnswer['lateness']>, settle: string): Discovery[] {
  const of = lateness.reduce((sum, { rows }) => sum + rows, 0);
  const late = lateness.filter(({ seconds }) => seconds > 0);
  const rows = late.reduce((sum, part) => sum + part.rows, 0);
  if (of < MIN_ROWS || rows === 0) {
    return [];
  }
  let passed = 0;
  const enough = [...lateness].sort((a, b) => a.seconds - b.seconds).find((part) => (passed += part.rows) >= QUANTILE * of);
  const lateMs = (enough?.seconds ?? 0) * 1_000;
  const isEnough = lateMs <= (parseDuration(settle) ?? 0);
  const proposed = isEnough ? null : (STEPS.find((step) => (parseDuration(step) ?? 0) >= lateMs) ?? '24h');
  return [{ finding: 'late', rows, of, lateMs, maxMs: Math.max(...late.map(({ seconds }) => seconds)) * 1_000, settle, proposed }];
}
