import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { LayoutName } from '../../src/domain/layouts/layouts';

/**
 * Call records in the formats that phone systems write, small, with the right answer and why it is right. They were rebuilt from public bug
 * reports and makers' documentation, named under `source`.
 */
export interface FieldCase {
  readonly slug: string;
  /** Below `cases/<slug>`: a file, or a folder. */
  readonly path: string;
  readonly layout: LayoutName;
  readonly timeZone: string;
  /** `layout column=column of the records`. */
  readonly columns: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Results that are not zero, `calls`, and `unread` where it is not 0; or `error`: refused. */
  readonly expected: Readonly<Record<string, number>> | 'error';
  /** A refusal is right too. */
  readonly orRefused?: true;
  readonly case: string;
  readonly from?: string;
  readonly to?: string;
}

export const FIELD_CASES = JSON.parse(readFileSync(path.join(__dirname, 'cases.json'), 'utf8')) as FieldCase[];

/** The folder of a case's records. */
export const folderOf = ({ slug }: FieldCase): string => path.join(__dirname, 'cases', slug);

/** The columns of a case as a data source names them. */
export const namedColumns = ({ columns }: FieldCase): Record<string, string> =>
  Object.fromEntries(columns.map((pair) => pair.split('=', 2)));
