import { sql } from 'kysely';
import type { MissingValues } from '../../../../domain/missingValues';
import { gridShifts } from '../bucketExpression';
import type { CallsSource } from '../callsSource';
import { presentText } from '../records/presentText';
import { decidedOutcome } from '../records/decidedOutcome';
import { outcomeExpressions } from '../records/readOutcome';
import type { SqlServer } from '../sqlServer';
import { indexedRange } from '../tables/tableTime';
import type { OpenRollup } from './openRollup';

/** A bucket's beginning is UTC, also where its column has no zone. */
const UTC = [{ until: null, offsetMs: 0 }];

/** Counted calls: a row stands for as many calls as it says, at the time its bucket begins. */
export function rollupSource(server: SqlServer, rollup: OpenRollup, missing: MissingValues): CallsSource {
  const { dialect } = server;
  const { columnOf } = rollup;
  const { name, type } = rollup.bucket;
  const column = sql.id(name);
  const time = sql<number>`${dialect.milliseconds(column, type)}`;
  const readings = [
    { reads: 'code', column: rollup.code } as const,
    ...(rollup.word === null ? [] : [{ reads: 'word', column: rollup.word } as const]),
  ];
  const textOf = (of: string) => presentText(dialect, columnOf(of), missing.ofDimensions);
  return {
    from: server.table(rollup.table),
    time,
    bucket: (grid, range) => dialect.bucket(column, type, gridShifts(grid, type === 'clock' ? UTC : null), grid.stepMs, range),
    within: (range) => indexedRange(dialect, column, type, UTC, time, range),
    readable: null,
    ...decidedOutcome(dialect, outcomeExpressions(dialect, readings, columnOf, missing.ofMeanings), rollup.rowRules, columnOf, missing),
    missing: missing.ofMeanings,
    weight: sql<number>`${sql.id(rollup.calls)}`,
    retried: null,
    callId: null,
    timings: new Map(),
    dimensions: new Map([...rollup.dimensions].map(([dimension, keptIn]) => [dimension, textOf(keptIn)])),
  };
}
