import type { QueryKind } from '../src/kinds/kinds';
import { fastest, type TimedClient } from './fastest';
import { type Comparison, compareTimes, time } from './measure';
import { BEFORE_MS, WHOLE_MONTH } from './questions';

/** What is compared on every engine, by kind. */
const OF_KINDS = {
  distribution: { distribution: {}, 'distribution by trunk (12)': { splitBy: ['trunk'], top: 12 } },
  trend: { 'hourly trend': { bucket: '1h' }, 'hourly trend by trunk (12)': { bucket: '1h', splitBy: ['trunk'], top: 12 } },
  codes: { codes: {} },
  ratio: {
    'ratio (ASR and SEER with bounds)': { ratios: ['ASR', 'SEER'], confidence: 95 },
    'hourly ratio by trunk (12)': { ratios: ['ASR'], over: 'time', bucket: '1h', splitBy: ['trunk'], top: 12 },
  },
  timing: {
    'timing, p95 of the post-dial delay': { timings: ['pdd'], statistics: ['p95'] },
    'timing, p95 of the duration': { timings: ['duration'], statistics: ['p95'] },
    'timing, hourly p50 and p95 of the post-dial delay': { timings: ['pdd'], statistics: ['p50', 'p95'], over: 'time', bucket: '1h' },
    'timing, hourly heat map of the post-dial delay': { timings: ['pdd'], over: 'histogram', bucket: '1h' },
  },
  calls: { 'calls, the newest 100': {} },
  verdict: { 'verdict per run (10)': { per: 'run_id' } },
  comparison: {
    'comparison with the filters of one trunk': {
      against: { type: 'filters', filters: [{ dimension: 'trunk', operator: '=', values: ['trunk-1'] }] },
    },
  },
  triage: { 'triage by trunk': { dimensions: ['trunk'], baseline: 'none' } },
  changes: { 'changes by trunk against the week before': { dimensions: ['trunk'], against: { type: 'shift', by: '1w' } } },
  annotations: {
    'annotations, appearances of results': { event: 'appearance', bucket: '1h' },
    'annotations, spans of runs (10)': { event: 'spans', per: 'run_id', bucket: '1h' },
  },
} as const satisfies Record<QueryKind, Readonly<Record<string, object>>>;

type QueryName = { [Kind in QueryKind]: keyof (typeof OF_KINDS)[Kind] }[QueryKind];

const QUERIES = Object.fromEntries(
  Object.entries(OF_KINDS).flatMap(([kind, named]) => Object.entries(named).map(([name, fields]) => [name, { kind, ...fields }]))
) as Readonly<Record<QueryName, object>>;

/** How an engine says what the best statements need. */
export interface Wording {
  /** A condition for times from a moment on and before another, epoch milliseconds. */
  within(from: number, to: number): string;
  /** A relation of the month's calls with their `hour` and other columns. */
  hourly(...columns: readonly string[]): string;
  /** Statements for percentiles of a column of the calls that a condition holds for, by hour or of all of them. */
  percentiles(column: string, percents: readonly number[], by: 'hour' | null, condition: string): readonly string[];
}

/** The upper bounds of our heat maps' classes, as far as the sample reaches. */
const BOUNDS = [1, 10, 100, 1_000].flatMap((power) => [1, 2, 3, 5, 7].map((step) => step * power)).filter((bound) => bound <= 5_000);

/** Looked for by halves. */
function classOf(column: string, bounds: readonly number[] = BOUNDS): string {
  const middle = Math.ceil(bounds.length / 2);
  return middle === bounds.length
    ? String(bounds[0])
    : `case when ${column} <= ${bounds[middle - 1]} then ${classOf(column, bounds.slice(0, middle))} else ${classOf(column, bounds.slice(middle))} end`;
}

/** The best statements that we know for the same numbers; of several the fastest counts. Some queries answer more than any one statement tells. */
export function bestStatements({ within, hourly, percentiles }: Wording): Readonly<Record<QueryName, readonly string[]>> {
  const { from, to } = WHOLE_MONTH;
  const month = within(from, to);
  const before = within(from - BEFORE_MS, to - BEFORE_MS);
  const byCode = [`select sip_code, count(*) from calls where ${month} group by sip_code`];
  const byTrunk = (condition: string, side = '') =>
    `select ${side}trunk, sip_code, count(*) as some from calls where ${condition} group by trunk, sip_code`;
  const byHour = (columns: string, ...others: string[]) => [
    `select hour, sip_code${columns}, count(*)${others.length === 0 ? '' : `, min(${others[0]})`} from ${hourly('sip_code', ...columns.split(', ').filter(Boolean), ...others)} group by hour, sip_code${columns}`,
  ];
  return {
    distribution: byCode,
    'distribution by trunk (12)': [byTrunk(month)],
    'hourly trend': byHour(''),
    'hourly trend by trunk (12)': byHour(', trunk'),
    codes: byCode,
    'ratio (ASR and SEER with bounds)': byCode,
    'hourly ratio by trunk (12)': byHour(', trunk'),
    'timing, p95 of the post-dial delay': percentiles('pdd_ms', [95], null, month),
    'timing, p95 of the duration': percentiles('duration_ms', [95], null, `${month} and sip_code between 200 and 299`),
    'timing, hourly p50 and p95 of the post-dial delay': percentiles('pdd_ms', [50, 95], 'hour', month),
    'timing, hourly heat map of the post-dial delay': [
      `select hour, ${classOf('pdd_ms')} as class, count(*) from ${hourly('pdd_ms')} group by hour, class`,
    ],
    'calls, the newest 100': [`select * from calls where ${month} order by start_time desc limit 100`],
    'verdict per run (10)': [`select run_id, sip_code, count(*), min(start_time) from calls where ${month} group by run_id, sip_code`],
    'comparison with the filters of one trunk': [
      `select sip_code, count(*), count(case when trunk = 'trunk-1' then 1 end) from calls where ${month} group by sip_code`,
    ],
    'triage by trunk': [byTrunk(month)],
    'changes by trunk against the week before': [`${byTrunk(month, '1 as side, ')} union all ${byTrunk(before, '2 as side, ')}`],
    'annotations, appearances of results': byHour(''),
    'annotations, spans of runs (10)': byHour(', run_id', 'start_time'),
  };
}

/** Answers of timings say besides how many calls of which code there are. */
function alsoTold(name: string, { codes }: ReturnType<typeof bestStatements>): readonly string[] {
  return name.startsWith('timing') ? codes : [];
}

/** Each query beside its best statement (or two, where one cannot tell the whole answer), in turn. */
export async function compareAll(
  ask: (body: object) => Promise<unknown>,
  client: TimedClient,
  wording: Wording,
  runs?: number
): Promise<Comparison[]> {
  const compared: Comparison[] = [];
  const all = bestStatements(wording);
  for (const [name, statements] of Object.entries(all)) {
    const best = [await fastest(client, statements), ...alsoTold(name, all)];
    const theirs = async () => {
      let sum = 0;
      for (const statement of best) {
        sum += await client.time(statement);
      }
      return sum;
    };
    compared.push(await compareTimes(name, () => time(() => ask(QUERIES[name as QueryName])), theirs, runs));
  }
  return compared;
}
