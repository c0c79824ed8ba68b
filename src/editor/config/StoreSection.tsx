import { css } from '@emotion/css';
import { Field, RadioButtonGroup } from '@grafana/ui';
import { ENGINE_NAMES, ENGINES } from '../../domain/engines/engines';
import { DEFAULT_RECORDS_DIR } from '../../domain/settings';
import { type Changes, changedSettings, engineOf, isOfServer, type SectionProps } from './editedSettings';
import { FilesDetails, PathField } from './FilesFields';
import { FoldedSection } from './FoldedSection';
import type { OptionsProps } from './options';
import { ServerDetails, ServerFields } from './ServerFields';
import { settingField } from './settingField';
import { setSummary } from './setSummary';
import { switchEngine } from './switchEngine';
import { TlsFields } from './TlsFields';
import { t, translated } from '../locale/translate';

const OPTIONS = ENGINE_NAMES.map((name) => ({ value: name, label: ENGINES[name].title, description: ENGINES[name].description }));

/** Four names take the place of two fields where there are three beside each other. */
const WIDE = css({ gridColumn: 'auto / span 2', minWidth: 440 });

/** Where the records are stored, and how to connect to the store. */
export function StoreSection({ options, onOptionsChange }: OptionsProps) {
  const { jsonData } = options;
  const readOnly = options.readOnly === true;
  return (
    <>
      <Field {...settingField('engine')} className={WIDE}>
        <RadioButtonGroup
          aria-label={settingField('engine').label}
          options={translated(OPTIONS)}
          value={engineOf(jsonData)}
          onChange={(engine) => onOptionsChange(switchEngine(options, engine))}
          disabled={readOnly}
        />
      </Field>
      {isOfServer(jsonData) ? (
        <ServerFields readOnly={readOnly} settings={jsonData} options={options} onOptionsChange={onOptionsChange} key={jsonData.engine} />
      ) : (
        <PathField {...storeProps({ options, onOptionsChange })} settings={jsonData} />
      )}
    </>
  );
}

/** What of the connection the usual is right for. */
export function StoreDetails(props: OptionsProps) {
  const { jsonData } = props.options;
  return isOfServer(jsonData) ? (
    <FoldedSection
      title={t('Connection details')}
      summary={setSummary(jsonData, ['tlsMode', 'tlsCaCertificate', 'tlsClientCertificate', 'schema', 'connections', 'staleFor'])}
    >
      <TlsFields {...storeProps(props)} {...props} settings={jsonData} />
      <ServerDetails {...storeProps(props)} settings={jsonData} />
    </FoldedSection>
  ) : (
    <FoldedSection
      title={t('Text files')}
      description={t(
        "The records folder is set by the server's administrator as records_dir in grafana.ini, by default {{defaultRecordsDir}}.",
        { defaultRecordsDir: DEFAULT_RECORDS_DIR }
      )}
      summary={setSummary(jsonData, ['header', 'encoding'])}
    >
      <FilesDetails {...storeProps(props)} settings={jsonData} />
    </FoldedSection>
  );
}

function storeProps({ options, onOptionsChange }: OptionsProps): Pick<SectionProps, 'change' | 'readOnly'> {
  const { jsonData } = options;
  return {
    change: (changes: Changes<typeof jsonData>) => onOptionsChange({ ...options, jsonData: changedSettings(jsonData, changes) }),
    readOnly: options.readOnly === true,
  };
}
