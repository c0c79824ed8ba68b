import { EditorField } from '@grafana/plugin-ui';
import { Switch } from '@grafana/ui';
import { useId } from 'react';
import type { FieldProps } from '../fields/fieldProps';

/** Whether the panel is kept up to date by the server. */
export function LiveField({ query, change }: FieldProps) {
  const id = useId();
  return (
    <EditorField
      label="Live"
      htmlFor={id}
      tooltip="Keeps the panel up to date while it is on screen, without a refresh of the dashboard. The data source settings say how often."
    >
      <Switch id={id} value={query.live === true} onChange={({ currentTarget }) => change({ live: currentTarget.checked || undefined })} />
    </EditorField>
  );
}
