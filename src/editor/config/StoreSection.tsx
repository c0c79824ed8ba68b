import type { SelectableValue } from '@grafana/data';
import { ConfigSection } from '@grafana/plugin-ui';
import { Field, RadioButtonGroup } from '@grafana/ui';
import { SERVER_TITLES } from '../../domain/serverSettings';
import { type Changes, changedSettings, type Engine, engineOf, isOfServer, type SectionProps } from './editedSettings';
import { FilesFields } from './FilesFields';
import type { OptionsProps } from './options';
import { ServerFields } from './ServerFields';
import { switchEngine } from './switchEngine';
import { TlsFields } from './TlsFields';

const ENGINES: SelectableValue<Engine>[] = [
  { value: 'files', label: 'Files', description: 'CSV, NDJSON, Parquet or DuckDB files on this server; nothing to install' },
  { value: 'postgres', label: SERVER_TITLES.postgres, description: 'Also TimescaleDB and Citus' },
  { value: 'mysql', label: SERVER_TITLES.mysql, description: 'MySQL from 8, MariaDB from 10.6' },
  { value: 'clickhouse', label: SERVER_TITLES.clickhouse, description: 'One server or a cluster; for billions of calls' },
];

/** Where the records lie, and how they are reached. */
export function StoreSection({ options, onOptionsChange }: OptionsProps) {
  const { jsonData } = options;
  const readOnly = options.readOnly === true;
  const change = (changes: Changes<typeof jsonData>) => onOptionsChange({ ...options, jsonData: changedSettings(jsonData, changes) });
  const store: Pick<SectionProps, 'change' | 'readOnly'> = { change, readOnly };
  return (
    <ConfigSection title="Where the records lie">
      <Field label="Store" description="Records are only ever read.">
        <RadioButtonGroup
          aria-label="Store"
          options={ENGINES}
          value={engineOf(jsonData)}
          onChange={(engine) => onOptionsChange(switchEngine(options, engine))}
          disabled={readOnly}
        />
      </Field>
      {isOfServer(jsonData) ? (
        <>
          <ServerFields {...store} settings={jsonData} options={options} onOptionsChange={onOptionsChange} key={jsonData.engine} />
          <TlsFields {...store} settings={jsonData} options={options} onOptionsChange={onOptionsChange} />
        </>
      ) : (
        <FilesFields {...store} settings={jsonData} />
      )}
    </ConfigSection>
  );
}
