/** The editors as axe sees them, in both themes, with every field that they can have on the page. */
import { QUERY_KINDS, type QueryKind } from '../../src/kinds/kinds';
import { axeFindings } from './harness/axe';
import { type EditorBench, startEditorBench, unfold } from './harness/openEditor';

let bench: EditorBench;

beforeAll(async () => {
  bench = await startEditorBench();
}, 180_000);

afterAll(() => bench?.close());

const filters = [
  { dimension: 'trunk', operator: 'in', values: ['t1', '$trunk'] },
  { dimension: 'run_id', operator: '=~', values: ['nightly-.*'] },
];
/** Fields that show others. */
const FULL: Readonly<Record<QueryKind, object>> = {
  distribution: { results: ['busy', 'failed'], splitBy: ['trunk'], measure: 'share', unit: 'attempts' },
  trend: { splitBy: ['trunk'], measure: 'rate', bucket: 'day' },
  codes: {},
  ratio: { ratios: ['ASR', { name: 'busy share', numerator: { results: ['busy'] } }], over: 'time', splitBy: ['trunk'], confidence: 95 },
  timing: { measures: ['short calls'], over: 'time', bucket: '5 parsecs' },
  verdict: { per: 'run_id', expected: ['answered', 'busy'] },
  comparison: { against: { type: 'runs', baseline: ['r1'], current: ['r2'] } },
  changes: { against: { type: 'filters', filters }, dimensions: ['trunk'] },
  triage: { dimensions: ['trunk'] },
  calls: { order: 'slowest', dimensions: ['trunk'] },
  annotations: { event: 'crossing' },
};

describe.each(['dark', 'light'])('%s', (theme) => {
  test.each(QUERY_KINDS)('a query for %s', async (kind) => {
    const value = JSON.stringify({ version: 1, kind, filters, ...FULL[kind] });
    const { page } = await bench.open({ editor: 'query', theme, value });
    await page.getByText('Panels:').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
  });

  test('a menu that is open', async () => {
    const { page } = await bench.open({ editor: 'query', theme, value: '{"version":1,"kind":"trend"}' });
    await page.getByLabel('Query kind', { exact: true }).click();
    await page.getByLabel('Select options menu').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
  });

  test.each(['spans', 'verdict', 'crossing', 'appearance'])('annotations of %s', async (event) => {
    const { page } = await bench.open({ editor: 'annotation', theme, value: JSON.stringify({ version: 1, kind: 'annotations', event }) });
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
  });

  test.each([{ type: 'values', dimension: 'trunk', filters }, { type: 'runs', dimension: 'run_id' }, { type: 'results' }])(
    'a variable of $type',
    async (value) => {
      const { page } = await bench.open({ editor: 'variable', theme, value: JSON.stringify(value) });
      expect(await axeFindings(page)).toEqual([]);
      await page.close();
    }
  );

  test('the settings of files, all sections open', async () => {
    const value = {
      version: 1,
      engine: 'files',
      layout: 'custom',
      path: 'carrier-a',
      columns: { trunk: 'carrier' },
      only: [{ column: 'leg', operator: 'in', values: ['A'] }],
      dimensions: [{ name: 'direction', derive: 'direction', from: 'from', to: 'to', own: [] }],
      rules: [{ codes: '486', result: 'rejected' }, { result: 'failed' }],
      words: { CONGESTION: 503 },
      scope: [{ dimension: 'tenant', operator: 'in', values: [] }],
    };
    const { page } = await bench.open({ editor: 'config', theme, value: JSON.stringify(value) });
    await unfold(page, ...FOLDED, 'Text files');
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
  });

  test('the settings of a database, all sections open, provisioned', async () => {
    const value = {
      version: 1,
      engine: 'postgres',
      layout: 'kamailio',
      tlsMode: 'verify-full',
      rollup: { table: 'r', bucket: '1m', dimensions: [] },
    };
    for (const provisioned of [false, true]) {
      const { page } = await bench.open({
        editor: 'config',
        theme,
        value: JSON.stringify(value),
        ...(provisioned ? { readOnly: '' } : {}),
      });
      await unfold(page, ...FOLDED, 'Columns', 'Connection details', 'Tables', 'Rollup');
      expect(await axeFindings(page)).toEqual([]);
      await page.close();
    }
  });
});

const FOLDED = [
  'Doctor',
  'Codes and results',
  'Times',
  'Rows',
  'Disposition mapping',
  'Dimensions',
  'Result rules',
  'Scope',
  'Call details',
];
