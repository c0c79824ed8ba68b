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
import { checksAuthority, TLS_FACTS } from './serverFacts';

const MODES: SelectableValue<TlsMode>[] = TLS_MODES.map((mode) => ({ value: mode, ...TLS_FACTS[mode] }));

/** Whether the way to the database is encrypted, and who is believed to be at its end. */
export function TlsFields({ settings, change, readOnly, options, onOptionsChange }: SectionProps<ServerSettings> & OptionsProps) {
  const modeId = useId();
  const { tlsMode = 'disable', tlsCaCertificate = '', tlsClientCertificate = '' } = settings;
  const key = secretOf('tlsClientKey', options, onOptionsChange);
  const choose = (mode: TlsMode) =>
    change(mode === 'disable' ? { tlsMode: mode, tlsCaCertificate: undefined, tlsClientCertificate: undefined } : { tlsMode: mode });
  return (
    <>
      <Field label="Encryption" htmlFor={modeId} description={TLS_FACTS[tlsMode].description}>
        <Select
          inputId={modeId}
          aria-label="Encryption"
          options={MODES}
          value={tlsMode}
          onChange={({ value }) => choose(value ?? 'disable')}
          disabled={readOnly}
          width={FIELD_WIDTH}
        />
      </Field>
      {checksAuthority(tlsMode) && (
        <PemField
          label="Authority's certificate"
          description="Of the CA that signed the server's certificate, as PEM text. Empty: the authorities that this machine trusts."
          value={tlsCaCertificate}
          onCommit={(text) => change({ tlsCaCertificate: text })}
          readOnly={readOnly}
        />
      )}
      {tlsMode !== 'disable' && (
        <PemField
          label="Client certificate"
          description="Only where the server asks its clients for one, as PEM text."
          value={tlsClientCertificate}
          onCommit={(text) => change({ tlsClientCertificate: text })}
          readOnly={readOnly}
        />
      )}
      {tlsMode !== 'disable' && (tlsClientCertificate !== '' || key.isSet) && (
        <SecretField
          label="Client key"
          description="The private key of the client certificate, as PEM text without a passphrase. Encrypted by Grafana."
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
    return isSet ? null : 'Missing; the client certificate needs its private key.';
  }
  const problem = pemProblem(entered, 'private key');
  return problem === null ? null : `This ${problem}`;
}
