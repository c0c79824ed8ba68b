import { Field } from '@grafana/ui';
import { useId } from 'react';
import { parseDuration } from '../../domain/durations';
import { SERVERS } from '../../domain/engines/engines';
import { CallResultError } from '../../domain/errors';
import { readAddress } from '../../domain/serverAddress';
import { DEFAULT_CONNECTIONS, DEFAULT_STALE_FOR, MAX_CONNECTIONS, type TlsMode } from '../../domain/serverSettings';
import { CommittedInput } from '../parts/CommittedInput';
import type { SectionProps, ServerSettings } from './editedSettings';
import { ESSENTIAL_WIDTH, FIELD_WIDTH } from './fieldWidth';
import { type OptionsProps, secretOf } from './options';
import { SecretField } from './SecretField';
import { settingField } from './settingField';
import { t } from '../locale/translate';

/** The address of a database, and the user that reads it. */
export function ServerFields({
  settings,
  readOnly,
  options,
  onOptionsChange,
}: Pick<SectionProps<ServerSettings>, 'settings' | 'readOnly'> & OptionsProps) {
  const [addressId, databaseId, userId] = [useId(), useId(), useId()];
  const { url = '', user = '', database = '' } = options;
  const server = SERVERS[settings.engine];
  const problem = url === '' ? null : addressProblem(url, settings);
  const input = { disabled: readOnly, spellCheck: false, width: ESSENTIAL_WIDTH } as const;
  return (
    <>
      <Field
        label={t('Address')}
        htmlFor={addressId}
        description={t(server.address.description)}
        invalid={problem !== null}
        error={problem}
        required
      >
        <CommittedInput
          {...input}
          id={addressId}
          value={url}
          placeholder={server.address.placeholder}
          onCommit={(text) => onOptionsChange({ ...options, url: text })}
        />
      </Field>
      <Field label={t('Database')} htmlFor={databaseId} description={t(server.database.description)}>
        <CommittedInput
          {...input}
          id={databaseId}
          value={database}
          placeholder={server.database.placeholder}
          onCommit={(text) => onOptionsChange({ ...options, database: text })}
        />
      </Field>
      <Field label={t('User')} htmlFor={userId} description={t(server.user.description)} required>
        <CommittedInput
          {...input}
          id={userId}
          value={user}
          placeholder={server.user.placeholder}
          autoComplete="off"
          onCommit={(text) => onOptionsChange({ ...options, user: text })}
        />
      </Field>
      <SecretField
        label={t('Password')}
        description={t('Encrypted by Grafana. If empty, no password is sent.')}
        secret={secretOf('password', options, onOptionsChange)}
        readOnly={readOnly}
        width={ESSENTIAL_WIDTH}
      />
    </>
  );
}

/** How a database is used; the usual is right for most. */
export function ServerDetails({ settings, change, readOnly }: SectionProps<ServerSettings>) {
  const [schemaId, connectionsId, staleId] = [useId(), useId(), useId()];
  const server = SERVERS[settings.engine];
  const input = { disabled: readOnly, spellCheck: false, width: FIELD_WIDTH } as const;
  return (
    <>
      {(server.usualSchema !== null || settings.schema !== undefined) && (
        <Field {...settingField('schema')} htmlFor={schemaId}>
          <CommittedInput
            {...input}
            id={schemaId}
            value={settings.schema ?? ''}
            placeholder={server.usualSchema ?? ''}
            onCommit={(schema) => change({ schema })}
          />
        </Field>
      )}
      <Field {...settingField('connections', t("Use fewer to spare a busy switch's database."))} htmlFor={connectionsId}>
        <CommittedInput
          {...input}
          id={connectionsId}
          type="number"
          min={1}
          max={MAX_CONNECTIONS}
          width={20}
          value={String(settings.connections ?? DEFAULT_CONNECTIONS)}
          onCommit={(text) => change({ connections: connectionsOf(text) })}
        />
      </Field>
      <Field
        {...settingField('staleFor')}
        htmlFor={staleId}
        invalid={settings.staleFor !== undefined && parseDuration(settings.staleFor) === null}
        error={t('Enter a whole number of seconds, minutes, hours or days: 0s, 15m, 1h.')}
      >
        <CommittedInput
          {...input}
          id={staleId}
          value={settings.staleFor ?? ''}
          placeholder={DEFAULT_STALE_FOR}
          onCommit={(staleFor) => change({ staleFor })}
        />
      </Field>
    </>
  );
}

/** The backend's sentence, without the name of the field. */
function addressProblem(
  url: string,
  { engine, tlsMode = 'disable' }: { engine: ServerSettings['engine']; tlsMode?: TlsMode | undefined }
): string | null {
  try {
    readAddress(url, engine, tlsMode);
    return null;
  } catch (error) {
    if (error instanceof CallResultError) {
      return error.message.replace(/^url: /, '');
    }
    throw error;
  }
}

/** The nearest allowed number. */
function connectionsOf(text: string): number | undefined {
  const number = Math.round(Number(text));
  return text === '' || Number.isNaN(number) ? undefined : Math.min(Math.max(number, 1), MAX_CONNECTIONS);
}
