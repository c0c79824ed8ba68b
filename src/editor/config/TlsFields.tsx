import type { SelectableValue } from '@grafana/data';
import { Field, Select } from '@grafana/ui';
import { useId } from 'react';
import { pemProblem } from '../../domain/pem';
import { TLS_MODES, type TlsMode } from '../../domain/serverSettings';
import type { SectionProps, ServerSettings } from './editedSettings';
import { FIELD_WIDTH } from './fieldWidth';
import { type OptionsProps, secretOf } from './options';
import { PemField } from './PemField';
import { SecretField } from './SecretField';
import { settingField } from './settingField';
import { TLS_MODE_LABELS, verifiesCa } from './tlsModes';
import { t, translated } from '../locale/translate';

const MODES: SelectableValue<TlsMode>[] = TLS_MODES.map((mode) => ({ value: mode, ...TLS_MODE_LABELS[mode] }));

/** Whether the connection is encrypted, and how the server is verified. */
export function TlsFields({ settings, change, readOnly, options, onOptionsChange }: SectionProps<ServerSettings> & OptionsProps) {
  const modeId = useId();
  const { tlsMode = 'disable', tlsCaCertificate = '', tlsClientCertificate = '' } = settings;
  const key = secretOf('tlsClientKey', options, onOptionsChange);
  const choose = (mode: TlsMode) =>
    change(mode === 'disable' ? { tlsMode: mode, tlsCaCertificate: undefined, tlsClientCertificate: undefined } : { tlsMode: mode });
  return (
    <>
      <Field {...settingField('tlsMode', t(TLS_MODE_LABELS[tlsMode].description))} htmlFor={modeId}>
        <Select
          inputId={modeId}
          aria-label={settingField('tlsMode').label}
          options={translated(MODES)}
          value={tlsMode}
          onChange={({ value }) => choose(value ?? 'disable')}
          disabled={readOnly}
          width={FIELD_WIDTH}
        />
      </Field>
      {verifiesCa(tlsMode) && (
        <PemField
          {...settingField('tlsCaCertificate')}
          value={tlsCaCertificate}
          onCommit={(text) => change({ tlsCaCertificate: text })}
          readOnly={readOnly}
        />
      )}
      {tlsMode !== 'disable' && (
        <PemField
          {...settingField('tlsClientCertificate')}
          value={tlsClientCertificate}
          onCommit={(text) => change({ tlsClientCertificate: text })}
          readOnly={readOnly}
        />
      )}
      {tlsMode !== 'disable' && (tlsClientCertificate !== '' || key.isSet) && (
        <SecretField
          label={t('Client key')}
          description={t('The private key of the client certificate, as PEM text without a passphrase. Encrypted by Grafana.')}
          placeholder="-----BEGIN PRIVATE KEY-----"
          secret={key}
          multiline
          problem={keyProblem(key.entered, key.isSet)}
          readOnly={readOnly}
          width={FIELD_WIDTH}
        />
      )}
    </>
  );
}

function keyProblem(entered: string, isSet: boolean): string | null {
  if (entered === '') {
    return isSet ? null : t('Missing. Enter the private key of the client certificate.');
  }
  const problem = pemProblem(entered, 'private key');
  return problem === null ? null : `This ${problem}`;
}
