import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { FailureKind } from '../../domain/errors';
import type { QueryKind } from '../../kinds/kinds';
import type { StoreQuestion } from '../stores/store';

/** `unknown`: the query could not be read. */
export type MeasuredKind = QueryKind | 'unknown';
export type Outcome = 'ok' | FailureKind;

/** What is measured of this process. Label values come from closed lists, never from queries. */
export interface Metrics {
  queryAnswered(kind: MeasuredKind, outcome: Outcome, seconds: number): void;
  storeAnswered(question: StoreQuestion['kind'], seconds: number, rows: number): void;
  statementShared(question: StoreQuestion['kind']): void;
  cacheRead(units: { readonly hits: number; readonly misses: number; readonly rechecks: number }): void;
  cacheHolds(bytes: number): void;
  staleAnswerShown(kind: QueryKind): void;
  channelsRunning(channels: number): void;
  /** A live channel was due. */
  channelTicked(): void;
  channelPushed(bytes: number): void;
  /** Prometheus' text format. */
  text(): Promise<string>;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const queries = new Counter({
    name: 'callresult_queries_total',
    help: 'Queries answered, by kind and outcome.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'callresult_query_seconds',
    help: 'Time from a query to its frames.',
    labelNames: ['kind'],
    buckets: SECONDS,
    registers,
  });
  const storeSeconds = new Histogram({
    name: 'callresult_store_seconds',
    help: 'Time that statements took in the store.',
    labelNames: ['question'],
    buckets: SECONDS,
    registers,
  });
  const rows = new Counter({
    name: 'callresult_store_rows_total',
    help: 'Rows that the store answered.',
    labelNames: ['question'],
    registers,
  });
  const shared = new Counter({
    name: 'callresult_store_shared_total',
    help: 'Questions answered by the statement of an equal one that was asked at the same time.',
    labelNames: ['question'],
    registers,
  });
  const units = new Counter({
    name: 'callresult_cache_units_total',
    help: 'Units of time (minutes, hours, days) of questions: kept, not kept, or kept and asked again.',
    labelNames: ['outcome'],
    registers,
  });
  const bytes = new Gauge({ name: 'callresult_cache_bytes', help: 'Memory that kept counts take.', registers });
  const stale = new Counter({
    name: 'callresult_stale_answers_total',
    help: 'Queries answered by an earlier answer since the database could not be reached.',
    labelNames: ['kind'],
    registers,
  });
  const channels = new Gauge({ name: 'callresult_live_channels', help: 'Live channels that run.', registers });
  const ticks = new Counter({ name: 'callresult_live_ticks_total', help: 'Answers that live channels asked for.', registers });
  const pushes = new Counter({ name: 'callresult_live_pushes_total', help: 'Answers that live channels pushed.', registers });
  const pushedBytes = new Counter({ name: 'callresult_live_pushed_bytes_total', help: 'Their length in bytes.', registers });
  // Memory, processor time and event loop of the process itself.
  collectDefaultMetrics({ register: registry });
  return {
    queryAnswered(kind, outcome, took) {
      queries.inc({ kind, outcome });
      seconds.observe({ kind }, took);
    },
    storeAnswered(question, took, count) {
      storeSeconds.observe({ question }, took);
      rows.inc({ question }, count);
    },
    statementShared(question) {
      shared.inc({ question });
    },
    cacheRead({ hits, misses, rechecks }) {
      units.inc({ outcome: 'hit' }, hits);
      units.inc({ outcome: 'miss' }, misses - rechecks);
      units.inc({ outcome: 'recheck' }, rechecks);
    },
    cacheHolds: (held) => bytes.set(held),
    staleAnswerShown: (kind) => stale.inc({ kind }),
    channelsRunning: (running) => channels.set(running),
    channelTicked: () => ticks.inc(),
    channelPushed(length) {
      pushes.inc();
      pushedBytes.inc(length);
    },
    text: () => registry.metrics(),
  };
}
