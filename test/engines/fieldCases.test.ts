/** Call records of the field are counted from a database's tables as they are from files. */
import { FIELD_CASES, type FieldCase, namedColumns } from '../field/fieldCases';
import { OpenRecords, PATIENT, total } from '../support/records';
import { ENGINES } from './engines';
import { type ColumnTyping, tableOfFile, tablesOf } from './fieldTables';
import { openLoaded } from './openScenario';
import type { Scenario } from './scenario';

const engines = Object.entries(ENGINES).flatMap(([name, of]) => (name === 'files' ? [] : of));

/** Cases about what files alone can be: damaged, without a header, nested, packed or of other encodings. */
const FILES_ONLY = /^(06|09|12|15|16|28|29|33|37|42|49|60|62|7\d|8[03-9]|90|9[3-6]|99b|12[1-9]|131|153)-/;
const CASES = FIELD_CASES.filter(({ slug }) => !FILES_ONLY.test(slug));

/** Cases whose values are all text; others are in types of their own, which ClickHouse plans much faster. */
const IN_TEXT = /^(02|22|26|64|99|151)-/;
const { CALLRESULT_TEST_FIELD: asked } = process.env;
const typingOf = ({ slug }: FieldCase): ColumnTyping =>
  asked === 'text' || asked === 'natural' ? asked : IN_TEXT.test(slug) ? 'text' : 'natural';

const tableName = ({ slug }: FieldCase, table: string) => `${slug.replaceAll(/\W/g, '_')}_${table}`;

async function scenarioOf(timeZone: string): Promise<Scenario> {
  const tables = CASES.filter((one) => one.timeZone === timeZone).flatMap((one) =>
    [...tablesOf(one)].map(([table, file]) => tableOfFile(tableName(one, table), file, typingOf(one)))
  );
  return { name: 'field', tables: await Promise.all(tables), jsonData: { timeZone }, range: { from: 0, to: 1 } };
}

describe.each(engines)('$name', (engine) => {
  const loaded = new Map<string, Awaited<ReturnType<typeof engine.load>>>();

  beforeAll(async () => {
    for (const timeZone of new Set(CASES.map((one) => one.timeZone))) {
      loaded.set(timeZone, await engine.load(await scenarioOf(timeZone), ''));
    }
  }, 120_000);

  test.each(CASES.map((one) => [one.slug, one] as const))('%s', async (_slug, one) => {
    const source = loaded.get(one.timeZone);
    const jsonData = {
      ...Object(source?.jsonData),
      layout: one.layout,
      columns: namedColumns(one),
      ...one.settings,
      tables: Object.fromEntries([...tablesOf(one).keys()].map((table) => [table, tableName(one, table)])),
    };
    const { store, rules } = await openLoaded({ ...source, jsonData }, '');
    try {
      const records = new OpenRecords(store, rules);
      if (one.expected === 'error') {
        await expect(records.results()).rejects.toThrow(/\w{3,}.*[.:]/s);
        return;
      }
      const results = await records.results();
      const { unread } = await store.ask({ kind: 'shape' }, PATIENT);
      expect({ ...results, calls: total(results), ...(unread.rows > 0 ? { unread: unread.rows } : {}) }).toEqual(one.expected);
    } finally {
      await store.close();
    }
  });
});
