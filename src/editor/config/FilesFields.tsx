import { Field, Input, Switch } from '@grafana/ui';
import { useId } from 'react';
import { CommittedInput } from '../parts/CommittedInput';
import type { FilesSettings, SectionProps } from './editedSettings';
import { ESSENTIAL_WIDTH, FIELD_WIDTH } from './fieldWidth';
import { settingField } from './settingField';

/** Where the files with the records are. */
export function PathField({ settings, change, readOnly }: SectionProps<FilesSettings>) {
  const id = useId();
  return (
    <Field {...settingField('path')} htmlFor={id}>
      <Input
        id={id}
        value={settings.path ?? ''}
        onChange={({ currentTarget }) => change({ path: currentTarget.value })}
        placeholder="carrier-a"
        disabled={readOnly}
        width={ESSENTIAL_WIDTH}
        spellCheck={false}
      />
    </Field>
  );
}

/** How text files are written. */
export function FilesDetails({ settings, change, readOnly }: SectionProps<FilesSettings>) {
  const [headerId, encodingId] = [useId(), useId()];
  return (
    <>
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
