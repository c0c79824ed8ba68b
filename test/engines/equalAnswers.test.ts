/** Every engine answers every kind of query to the digit as every other, asked through the executable as Grafana asks. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Plugin, startPlugin } from '../../src/pluginHost/startPlugin';
import type { DataSourceSettings } from '../../src/pluginHost/messages';
import { decodeFrame } from '../../src/preview/frames/decodeFrame';
import { builtPlugin } from '../support/builtPlugin';
import { ENGINES } from './engines';
import { queriesOf } from './queries';
import { SCENARIOS } from './scenarios';

const recordsDir = realpathSync(mkdtempSync(path.join(tmpdir(), 'callresult-engines-')));
const engines = Object.values(ENGINES).flat();
let plugin: Plugin;

beforeAll(async () => {
  plugin = await startPlugin(builtPlugin(), { env: { GF_PLUGIN_RECORDS_DIR: recordsDir } });
}, 120_000);

afterAll(async () => {
  await plugin.stop();
  rmSync(recordsDir, { recursive: true, force: true });
});

/** A frame but for what differs by nature: which statement was run, how long it took, when it was asked, and where its records are. */
function comparable(bytes: Uint8Array) {
  const { schema, data } = decodeFrame(bytes);
  const meta: Record<string, unknown> = { ...schema?.meta, executedQueryString: undefined };
  const custom = {
    ...(schema?.meta?.custom as Record<string, unknown>),
    statementMs: undefined,
    settledUntil: undefined,
    explanation: undefined,
  };
  const fields = (schema?.fields ?? []).map(({ config, ...field }) => ({
    ...field,
    config: JSON.stringify(config).replaceAll(/engine-\d+/g, 'engine'),
  }));
  // Only files are read through for values that are not understood; of databases, the doctor tells them.
  const notices = (schema?.meta?.notices ?? [])
    .filter(({ text }) => !text.startsWith('Column answered says of'))
    .map((notice) => ({
      ...notice,
      text: notice.text.replace(/for example .*? (?==|is )/, 'for example '),
    }));
  return { meta: { ...meta, notices, custom }, fields, values: data?.values };
}

describe.each(SCENARIOS)('$name', (scenario) => {
  let sources: DataSourceSettings[];

  beforeAll(async () => {
    const loaded = await Promise.all(engines.map((engine) => engine.load(scenario, recordsDir)));
    sources = loaded.map((settings, index) => ({ uid: `engine-${index}-${scenario.name}`, name: 'records', ...settings }));
  }, 120_000);

  test.each(queriesOf(scenario))('%j', async (query) => {
    const answers = await Promise.all(
      sources.map((dataSource) =>
        plugin.query({
          dataSource,
          queries: [{ refId: 'A', ...query }],
          ...scenario.range,
          intervalMs: 600_000,
          maxDataPoints: 400,
          user: { login: 'x', role: 'Admin' },
        })
      )
    );
    const said = answers.map(([answer]) => ({ error: answer?.error ?? null, frames: (answer?.frames ?? []).map(comparable) }));
    expect(said[0]?.error).toBeNull();
    expect(said[0]?.frames.length).toBeGreaterThan(0);
    said
      .slice(1)
      .forEach((other, index) =>
        expect({ engine: engines[index + 1]?.name, ...other }).toEqual({ engine: engines[index + 1]?.name, ...said[0] })
      );
  });
});
