import { cpSync } from 'node:fs';
import { recognizeRecords } from '../../src/backend/stores/recognizeRecords';
import { parseSettings } from '../../src/domain/settings';
import { NO_ACCOUNT, PATIENT, RecordsFolder, STORE_ENVIRONMENT } from '../support/records';
import { FIELD_CASES, folderOf } from './fieldCases';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

/** Where the columns fit other layouts than the one that the case is read by. */
const RECOGNIZED: Readonly<Record<string, readonly string[]>> = {
  // The module acc of both has these columns.
  '133-kamailio-multileg': ['kamailio', 'opensips'],
  '154-kamailio-b2bua-loop': ['kamailio', 'opensips'],
  // A CDR of Grandstream, which is read as one of Asterisk.
  '09-grandstream-ucm-api-csv': ['grandstream'],
  '39-broadsoft-terminationcause': ['broadworks'],
  // Not call records, or columns that nobody can tell without names.
  '08-asterisk-cel-instead': [],
  '49-sipp-stat-csv': [],
  '28-freeswitch-headerless-own-template': [],
};

test.each(FIELD_CASES.map((one) => [one.slug, one] as const))('the layout of %s is recognized', async (_, one) => {
  const { slug, path: file, layout } = one;
  cpSync(folderOf(one), folder.at(slug), { recursive: true });
  const { settings } = parseSettings({ version: 1, engine: 'files', path: `${slug}/${file}` });
  const found = await recognizeRecords(settings, NO_ACCOUNT, { ...STORE_ENVIRONMENT, recordsDir: folder.root }, PATIENT);
  expect(found.map((one) => one.layout)).toEqual(RECOGNIZED[slug] ?? (layout === 'custom' ? [] : [layout]));
});
