/** Random calls of switches, made by a generator that knows how each ended, are counted as what they were, by every engine over any range. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Plugin, startPlugin } from '../../src/pluginHost/startPlugin';
import { decodeFrame } from '../../src/preview/frames/decodeFrame';
import { builtPlugin } from '../support/builtPlugin';
import { ENGINES } from './engines';
import { type AskedTruth, askedTruths, rowTexts } from './truth/askedTruth';
import { Random } from './truth/random';
import { DAY, type World } from './truth/trueCall';
import { WORLDS } from './truth/worlds';

/** Calls of each switch; 170,000 are a million in all. */
const CALLS = Number(process.env['CALLRESULT_TEST_CALLS'] ?? 120);
/** The same seed makes the same calls again; a run that fails by chance would tell nothing of the change that it tests. */
const SEED = Number(process.env['CALLRESULT_TEST_SEED'] ?? 471_821);
const FROM = Date.UTC(2026, 10, 23, 8);
const RANGES = 1;
const A_WHILE = CALLS > 10_000 ? 3_600_000 : 180_000;

const recordsDir = realpathSync(mkdtempSync(path.join(tmpdir(), 'callresult-truth-')));
const engines = Object.values(ENGINES).flat();
let plugin: Plugin;

beforeAll(async () => {
  plugin = await startPlugin(builtPlugin(), { env: { GF_PLUGIN_RECORDS_DIR: recordsDir, GF_PLUGIN_QUERY_TIMEOUT_SECONDS: '600' } });
}, 120_000);

afterAll(async () => {
  await plugin.stop();
  rmSync(recordsDir, { recursive: true, force: true });
});

describe.each(Object.entries(WORLDS))(`%s, ${CALLS} calls of seed ${SEED}`, (name, makeWorld) => {
  let world: World;
  let asked: AskedTruth[];

  beforeAll(() => {
    const random = new Random(SEED);
    world = makeWorld(random, CALLS, FROM, FROM + Math.max(3 * DAY, (CALLS / 10_000) * DAY));
    asked = askedTruths(world, random, RANGES);
  }, A_WHILE);

  test.each(engines)(
    '$name counts them as they were',
    async (engine) => {
      const source = await engine.load(world.scenario, recordsDir);
      const dataSource = { uid: `${engine.name} ${name}`, name: 'records', ...source };
      for (const { query, from, to, columns, rows } of asked) {
        const queries = [{ refId: 'A', ...query }];
        const user = { login: 'x', role: 'Admin' };
        const [answer] = await plugin.query({ dataSource, queries, from, to, intervalMs: 60_000, maxDataPoints: 11_000, user });
        expect({ query, error: answer?.error }).toEqual({ query, error: null });
        const { schema, data } = decodeFrame(answer?.frames[0] ?? new Uint8Array());
        const values = columns.map((column) => data?.values[(schema?.fields ?? []).findIndex((field) => field.name === column)] ?? []);
        expect({ query, from, to, rows: rowTexts(values, columns.at(-1) === 'calls') }).toEqual({
          query,
          from,
          to,
          rows,
        });
      }
    },
    A_WHILE
  );
});
