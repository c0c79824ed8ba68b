import { missingColumns } from '../../../src/backend/doctor/missingColumns';
import { missingKey } from '../../../src/backend/doctor/missingKey';
import { misspeltColumns } from '../../../src/backend/doctor/misspeltColumns';
import { openStore } from '../../../src/backend/stores/open';
import { CallResultError } from '../../../src/domain/errors';
import { parseSettings } from '../../../src/domain/settings';
import { unmasked } from '../../../src/domain/unmasked';
import { NO_ACCOUNT, OpenRecords, PATIENT, STORE_ENVIRONMENT } from '../../support/records';

/** What a data source says of its records. */
export interface Reading {
  /** Calls by result; null where the records are refused. */
  readonly counts: Readonly<Record<string, number>> | null;
  /** Everything that the reader is told of unreadable or doubtful records, or why they are refused. */
  readonly told: readonly string[];
}

export async function readRecords(recordsDir: string, settings: Readonly<Record<string, unknown>>): Promise<Reading> {
  const parsed = parseSettings({ version: 1, engine: 'files', ...settings });
  const store = await openStore(parsed.settings, NO_ACCOUNT, { ...STORE_ENVIRONMENT, recordsDir });
  try {
    const records = new OpenRecords(store, parsed.rules);
    const { calls, unread } = await records.extent();
    const shape = await store.ask({ kind: 'shape' }, PATIENT);
    const told = [
      ...unread.reasons.map(({ reason, rows, example }) => `${reason} (${rows}): ${unmasked(example)}`),
      ...(unread.doubts ?? []).map(({ doubt, ...of }) => `${doubt}: ${'column' in of ? of.column : of.columns.join(', ')}`),
      ...[missingColumns, misspeltColumns, missingKey]
        .flatMap((find) => find(parsed.settings, shape))
        .map((found) => JSON.stringify(found)),
    ];
    // Health and the preview refuse records of which none can be read.
    return { counts: calls === 0 && unread.rows > 0 ? null : await records.results(), told };
  } catch (error) {
    if (!(error instanceof CallResultError) || error.kind === 'plugin') {
      throw error;
    }
    return { counts: null, told: [error.message] };
  } finally {
    await store.close();
  }
}
