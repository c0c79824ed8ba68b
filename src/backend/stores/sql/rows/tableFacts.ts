import type { TablesAnswer } from '../../catalogueAnswer';
import type { SqlServer } from '../sqlServer';
import type { OpenTable } from '../tables/openTables';

/** Whether the time of a table's records can be looked up without reading them all. */
export function tableFacts(server: SqlServer, { of, name, time }: OpenTable): TablesAnswer['tables'][number] {
  const { column } = time;
  return {
    table: of.name,
    name,
    timeColumn: column.name,
    indexed: column.indexed,
    indexAdvice: column.indexed ? null : server.indexAdvice(name, column.name),
  };
}
