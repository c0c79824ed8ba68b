import { Field, Input } from '@grafana/ui';
import { useId } from 'react';
import { DEFAULT_RECORDS_DIR } from '../../domain/settings';
import type { FilesSettings, SectionProps } from './editedSettings';
import { FIELD_WIDTH } from './fieldWidth';

/** Which files hold the records. */
export function FilesFields({ settings, change, readOnly }: SectionProps<FilesSettings>) {
  const id = useId();
  return (
    <Field
      label="Path"
      htmlFor={id}
      description={`A folder, a file, a pattern such as *.csv.gz, or a .duckdb file: CSV, NDJSON and Parquet are read. It lies inside the server's records folder, which the server's owner sets as records_dir (${DEFAULT_RECORDS_DIR} if not set). Empty: that folder itself.`}
    >
      <Input
        id={id}
        value={settings.path ?? ''}
        onChange={({ currentTarget }) => change({ path: currentTarget.value })}
        placeholder="carrier-a"
        disabled={readOnly}
        width={FIELD_WIDTH}
        spellCheck={false}
      />
    </Field>
  );
}
