import type { TablesAnswer } from '../../catalogueAnswer';
import { findRecordColumns } from '../records/recordColumns';
import type { SqlServer } from '../sqlServer';
import { storedKey } from '../tables/nearRecords';
import type { OpenTable, ReadingOf } from '../tables/openTables';

type TableFacts = TablesAnswer['tables'][number];

/** Whether a table's records can be looked up, by their time or by the key of their call, without reading them all. */
export function tableFacts(server: SqlServer, reading: ReadingOf, table: OpenTable): TableFacts {
  const { of, name, time } = table;
  const { column } = time;
  return {
    table: of.name,
    name,
    timeColumn: column.name,
    indexed: column.indexed,
    indexAdvice: column.indexed ? null : server.indexAdvice(name, column.name),
    keyIndex: keyIndex(server, reading, table),
  };
}

/** Only of a column with a length: another one cannot have a plain index. */
function keyIndex(server: SqlServer, { settings, layout, callTime }: ReadingOf, { name, columns }: OpenTable): TableFacts['keyIndex'] {
  const key = storedKey(findRecordColumns(settings, layout, callTime, [...columns.keys()]));
  const column = key === null ? undefined : columns.get(key);
  if (layout.merge === null || column === undefined || column.indexed || !/char\(\d+\)/i.test(column.declared)) {
    return null;
  }
  const statement = server.keyIndexAdvice?.(name, column.name) ?? null;
  return statement === null ? null : { column: column.name, statement };
}
