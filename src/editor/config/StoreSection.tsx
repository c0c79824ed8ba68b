import { ConfigSection } from '@grafana/plugin-ui';
import { Field, RadioButtonGroup } from '@grafana/ui';
import { ENGINE_NAMES, ENGINES } from '../../domain/engines/engines';
import { type Changes, changedSettings, engineOf, isOfServer, type SectionProps } from './editedSettings';
import { FilesFields } from './FilesFields';
import type { OptionsProps } from './options';
import { ServerFields } from './ServerFields';
import { settingField } from './settingField';
import { switchEngine } from './switchEngine';
import { TlsFields } from './TlsFields';

const OPTIONS = ENGINE_NAMES.map((name) => ({ value: name, label: ENGINES[name].title, description: ENGINES[name].description }));

/** Where the records are stored, and how to connect to the store. */
export function StoreSection({ options, onOptionsChange }: OptionsProps) {
  const { jsonData } = options;
  const readOnly = options.readOnly === true;
  const change = (changes: Changes<typeof jsonData>) => onOptionsChange({ ...options, jsonData: changedSettings(jsonData, changes) });
  const store: Pick<SectionProps, 'change' | 'readOnly'> = { change, readOnly };
  return (
    <ConfigSection title="Connection">
      <Field {...settingField('engine')}>
        <RadioButtonGroup
          aria-label={settingField('engine').label}
          options={OPTIONS}
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
