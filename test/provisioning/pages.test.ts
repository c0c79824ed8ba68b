import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { parseDuration } from '../../src/domain/durations';
import { answerQuery } from '../../src/kinds/answers';
import { type CallQuery, parseCallQuery } from '../../src/kinds/kinds';
import { generateSample } from '../../src/preview/sample/generateSample';
import { SAMPLE_DAYS, troubleOf } from '../../src/preview/sample/month';
import type { CallSource } from '../../src/backend/queries/ask/queryContext';
import { compileRules } from '../../src/domain/rules';
import { requestOf, sourceOf } from '../kinds/queryHarness';
import { SampleMonth } from './sampleMonth';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const START = Date.UTC(2026, 9, 1);
/** Of the data source, which has the layout `calls`. */
const SETTLE = MINUTE;
/** Conditions are about a quarter of an hour and more; around a moment at which one holds, every minute is looked at. */
const SCREEN = 10 * MINUTE;

interface RuleQuery {
  readonly refId: string;
  readonly relativeTimeRange: { readonly from: number; readonly to: number };
  readonly datasourceUid: string;
  readonly model: Record<string, unknown>;
}
interface Rule {
  readonly uid: string;
  readonly condition: string;
  readonly for: string;
  readonly data: readonly RuleQuery[];
}
type Labels = Readonly<Record<string, string>>;
type Numbers = readonly { readonly labels: Labels; readonly value: number }[];

let folder: string;
let source: CallSource;
let rules: readonly Rule[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'callresult-pages-'));
  const month = await SampleMonth.open(await generateSample(folder), START);
  source = { ...sourceOf(month, { rules: compileRules([]) }), timeZone: 'UTC' };
  const text = await readFile(path.resolve(__dirname, '../../provisioning/alerting/call-results.yaml'), 'utf8');
  rules = (parse(text) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const parsed = new Map<RuleQuery, CallQuery>();

async function numbersOf(asked: RuleQuery, now: number): Promise<Numbers> {
  const { relativeTimeRange } = asked;
  const query = parsed.get(asked) ?? parseCallQuery(asked.model);
  parsed.set(asked, query);
  const range = { from: now - SETTLE - relativeTimeRange.from * 1_000, to: now - SETTLE - relativeTimeRange.to * 1_000 };
  const request = requestOf({ range, rule: true, settledUntil: now - SETTLE });
  const [table] = await answerQuery(query, request, source, new AbortController().signal);
  return (table?.columns ?? []).flatMap((column) =>
    column.type === 'number' ? [{ labels: column.labels ?? {}, value: column.values[0] ?? NaN }] : []
  );
}

/** The labels of the instances for which the rule's condition holds, as Grafana joins and judges its queries. */
async function holding({ condition, data }: Rule, now: number): Promise<string[]> {
  const asked = new Map<string, Numbers>();
  for (const query of data.filter(({ datasourceUid }) => datasourceUid !== '__expr__')) {
    asked.set(query.refId, await numbersOf(query, now));
  }
  const judge = conditionOf(data.find(({ refId }) => refId === condition)?.model ?? {});
  const [first = [], ...others] = [...asked.values()];
  const names = [...asked.keys()];
  return first.flatMap(({ labels, value }) => {
    const joined = others.map((other) => other.find((one) => Object.entries(one.labels).every(([name, text]) => labels[name] === text)));
    const values = Object.fromEntries(names.map((name, index) => [name, index === 0 ? value : (joined[index - 1]?.value ?? NaN)]));
    return judge(values) ? [JSON.stringify(labels)] : [];
  });
}

/** The two kinds of conditions that provisioned rules have. */
function conditionOf(model: Record<string, unknown>): (values: Readonly<Record<string, number>>) => boolean {
  switch (model['type']) {
    case 'threshold': {
      const [{ evaluator }] = model['conditions'] as [{ evaluator: { type: 'gt' | 'lt'; params: [number] } }];
      const of = String(model['expression']);
      return (values) => (evaluator.type === 'gt' ? (values[of] ?? NaN) > evaluator.params[0] : (values[of] ?? NaN) < evaluator.params[0]);
    }
    case 'math': {
      const names = [...String(model['expression']).matchAll(/\$(\w+)/g)].map(([, name = '']) => name);
      const judge = new Function(...names, `return ${String(model['expression']).replaceAll('$', '')}`) as (...values: number[]) => boolean;
      return (values) => judge(...names.map((name) => values[name] ?? NaN));
    }
    default:
      throw new Error(`a condition that this test does not know: ${String(model['type'])}`);
  }
}

interface Page {
  readonly rule: string;
  readonly labels: Labels;
  /** Since the month began. */
  readonly at: number;
}

/** When the rule pages, once per instance and time that its condition holds. */
async function pagesOf(rule: Rule): Promise<Page[]> {
  const pending = parseDuration(rule.for) ?? 0;
  // What a day says changes slowly.
  const step = Math.max(SCREEN, (Math.max(...rule.data.map(({ relativeTimeRange: { from, to } }) => from - to)) * 1_000) / 96);
  const pages: Page[] = [];
  let held = new Set<string>();
  // The first week is the baseline of rules that compare.
  for (let now = START + 7 * DAY; now < START + SAMPLE_DAYS * DAY; now += step) {
    const paged = new Set<string>();
    for (const labels of await holding(rule, now)) {
      const at = held.has(labels) ? null : await pageAround(rule, labels, now, pending);
      pages.push(...(at === null ? [] : [{ rule: rule.uid, labels: JSON.parse(labels) as Labels, at: at - START }]));
      if (held.has(labels) || at !== null) {
        paged.add(labels);
      }
    }
    held = paged;
  }
  return pages;
}

/** The first moment at which a condition that holds now has held for the time that the rule demands; null if it does not hold so long. */
async function pageAround(rule: Rule, labels: string, now: number, pending: number): Promise<number | null> {
  const holds = async (at: number) => (await holding(rule, at)).includes(labels);
  let begin = now;
  while (now - begin < pending && (await holds(begin - MINUTE))) {
    begin -= MINUTE;
  }
  for (let at = now; at < begin + pending;) {
    at += MINUTE;
    if (!(await holds(at))) {
      return null;
    }
  }
  return begin + pending;
}

test('every outage of the month pages, and nothing else does', async () => {
  const { trunkOutage, siteOutage, degradation } = troubleOf(START);
  const pages: Page[] = [];
  for (const rule of rules) {
    pages.push(...(await pagesOf(rule)));
  }
  // Calls of an outage are in ranges of up to an hour.
  const during = ({ from, to }: { from: number; to: number }, late = 60 * MINUTE) => pages.filter(({ at }) => at >= from && at < to + late);
  const ofTrunk = during(trunkOutage);
  const ofSite = during(siteOutage);
  const ofDecline = during(degradation, 0).filter(
    ({ rule, labels }) => rule === 'callresult-declining-trunk' && labels['trunk'] === degradation.trunk
  );
  expect(pages.filter((page) => ![...ofTrunk, ...ofSite, ...ofDecline].includes(page))).toEqual([]);

  // A quarter of an hour of calls has to show it, for as long as the rule demands.
  const within = 15 * MINUTE + 5 * MINUTE + SETTLE;
  const first = (found: readonly Page[], rule: string) => Math.min(...found.filter((page) => page.rule === rule).map(({ at }) => at));
  expect(first(ofTrunk, 'callresult-asr-per-trunk') - trunkOutage.from).toBeLessThanOrEqual(within);
  expect(ofTrunk.find(({ rule }) => rule === 'callresult-asr-per-trunk')?.labels).toMatchObject({ trunk: trunkOutage.trunk });
  expect(first(ofTrunk, 'callresult-worse-than-last-week') - trunkOutage.from).toBeLessThanOrEqual(within);
  expect(first(ofSite, 'callresult-timeout-share') - siteOutage.from).toBeLessThanOrEqual(within);
  expect(first(ofSite, 'callresult-worse-than-last-week') - siteOutage.from).toBeLessThanOrEqual(within);
  // Of a slow decline the rule demands five percentage points with certainty.
  expect(first(ofDecline, 'callresult-declining-trunk') - degradation.from).toBeLessThanOrEqual(7 * DAY);
}, 300_000);
