import { Field, Input, Switch } from '@grafana/ui';
import { useId } from 'react';
import { DEFAULT_RECORDS_DIR } from '../../domain/settings';
import { CommittedInput } from '../parts/CommittedInput';
import type { FilesSettings, SectionProps } from './editedSettings';
import { FIELD_WIDTH } from './fieldWidth';
import { settingField } from './settingField';

/** The files with the records. */
export function FilesFields({ settings, change, readOnly }: SectionProps<FilesSettings>) {
  const id = useId();
  const headerId = useId();
  const encodingId = useId();
  return (
    <>
      <Field
        {...settingField(
          'path',
          `The server's administrator sets the records folder as records_dir in grafana.ini, by default ${DEFAULT_RECORDS_DIR}.`
        )}
        htmlFor={id}
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
      <Field {...settingField('header')} htmlFor={headerId}>
        <Switch
          id={headerId}
          value={settings.header ?? true}
          onChange={({ currentTarget }) => change({ header: currentTarget.checked ? undefined : false })}
          disabled={readOnly}
        />
      </Field>
      <Field {...settingField('encoding')} htmlFor={encodingId}>
        <CommittedInput
          id={encodingId}
          value={settings.encoding ?? ''}
          onCommit={(text) => change({ encoding: text === '' ? undefined : text })}
          placeholder="windows-1251"
          disabled={readOnly}
          width={FIELD_WIDTH}
          spellCheck={false}
        />
      </Field>
    </>
  );
}
