import { KAMAILIO, RecordsFolder } from '../../support/records';
import { RATIO_PROFILES, type RatioProfile } from '../../../src/domain/ratios';
import { ask, numberColumns } from '../queryHarness';
import path from 'node:path';

const folder = new RecordsFolder();
afterAll(() => folder.remove());

/**
 * By hand from truth-calls.csv (`cut -d, -f8 truth-calls.csv | sort | uniq -c`), less the five 404 that came before
 * the accounting: 200 192, 403 12, 404 26, 407 6, 408 28, 480 25, 484 9, 486 40, 487 35, 488 7, 500 25, 502 5, 600 6,
 * 603 10, 606 4; together 430. There is no 3xx, 503 or 504.
 */
const BY_HAND: Record<Exclude<RatioProfile, 'retry rescue'>, number> = {
  ASR: 192 / 430,
  SER: 192 / 430,
  SEER: (192 + 25 + 40 + 6 + 10) / 430,
  ISA: (28 + 25) / 430,
  'NER E.425': (192 + 25 + 40 + 6 + 10) / 430,
  'NER E.425 + 487': (192 + 25 + 40 + 35 + 6 + 10) / 430,
  'NER HOMER': (192 + 25 + 40 + 6 + 10) / 430,
  'NER VoIPmonitor': (430 - 25 - 5 - 4) / 430,
  'NER 100-ISA': (430 - 28 - 25) / 430,
};

const PROFILES = RATIO_PROFILES.filter((name) => name !== 'retry rescue');

test('ratios of the records of a real Kamailio are those worked out by hand', async () => {
  const { store } = await folder.openIn(path.dirname(KAMAILIO), { path: path.basename(KAMAILIO), layout: 'kamailio' });
  const range = { from: Date.parse('2026-11-23T00:00:00Z'), to: Date.parse('2026-11-24T00:00:00Z') };
  const table = await ask(store, { kind: 'ratio', ratios: PROFILES, counts: true }, { range });
  const values = Object.fromEntries(numberColumns(table).map(({ name, values: [value] }) => [name, value]));
  for (const name of PROFILES) {
    expect([name, values[name]]).toEqual([name, expect.closeTo(BY_HAND[name], 9)]);
    expect(values[`${name} of`]).toBe(430);
  }
});

test('attempts, which acc does not hold, are refused with the reason', async () => {
  const { store } = await folder.openIn(path.dirname(KAMAILIO), { path: path.basename(KAMAILIO), layout: 'kamailio' });
  await expect(ask(store, { kind: 'ratio', ratios: ['retry rescue'] })).rejects.toThrow(
    /retry rescue is not available in layout kamailio.*acc_logic\.c/
  );
  await expect(ask(store, { kind: 'codes', unit: 'attempts' })).rejects.toThrow(
    /attempts are not available in layout kamailio.*Count calls/
  );
});
