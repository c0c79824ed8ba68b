import { Field } from '@grafana/ui';
import { useId } from 'react';
import { CallResultError } from '../../domain/errors';
import { readAddress } from '../../domain/serverAddress';
import { DEFAULT_CONNECTIONS, MAX_CONNECTIONS, type TlsMode } from '../../domain/serverSettings';
import { CommittedInput } from '../parts/CommittedInput';
import type { SectionProps, ServerSettings } from './editedSettings';
import { FIELD_WIDTH } from './fieldWidth';
import { type OptionsProps, secretOf } from './options';
import { SecretField } from './SecretField';
import { SERVER_FACTS } from './serverFacts';

/** How a database is reached, and as whom. */
export function ServerFields({ settings, change, readOnly, options, onOptionsChange }: SectionProps<ServerSettings> & OptionsProps) {
  const [addressId, databaseId, userId, schemaId, connectionsId] = [useId(), useId(), useId(), useId(), useId()];
  const { url = '', user = '', database = '' } = options;
  const facts = SERVER_FACTS[settings.engine];
  const problem = url === '' ? null : addressProblem(url, settings);
  const input = { disabled: readOnly, spellCheck: false, width: FIELD_WIDTH } as const;
  return (
    <>
      <Field
        label="Address"
        htmlFor={addressId}
        description={facts.address.description}
        invalid={problem !== null}
        error={problem}
        required
      >
        <CommittedInput
          {...input}
          id={addressId}
          value={url}
          placeholder={facts.address.placeholder}
          onCommit={(text) => onOptionsChange({ ...options, url: text })}
        />
      </Field>
      <Field label="Database" htmlFor={databaseId} description={facts.database.description}>
        <CommittedInput
          {...input}
          id={databaseId}
          value={database}
          placeholder={facts.database.placeholder}
          onCommit={(text) => onOptionsChange({ ...options, database: text })}
        />
      </Field>
      <Field label="User" htmlFor={userId} description={facts.user.description} required>
        <CommittedInput
          {...input}
          id={userId}
          value={user}
          placeholder={facts.user.placeholder}
          autoComplete="off"
          onCommit={(text) => onOptionsChange({ ...options, user: text })}
        />
      </Field>
      <SecretField
        label="Password"
        description="Encrypted by Grafana. Empty: none is sent."
        secret={secretOf('password', options, onOptionsChange)}
        readOnly={readOnly}
        width={FIELD_WIDTH}
      />
      {(settings.engine === 'postgres' || settings.schema !== undefined) && (
        <Field
          label="Schema"
          htmlFor={schemaId}
          description="The schema that tables are looked for in. Empty: the user's search_path, usually public."
        >
          <CommittedInput
            {...input}
            id={schemaId}
            value={settings.schema ?? ''}
            placeholder="public"
            onCommit={(schema) => change({ schema })}
          />
        </Field>
      )}
      <Field
        label="Connections"
        htmlFor={connectionsId}
        description={`How many statements may run in the server at the same time (1 to ${MAX_CONNECTIONS}); further ones wait. A busy switch's own database is spared with fewer.`}
      >
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
    </>
  );
}

/** The backend's own sentence, without the field's name in front. */
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

/** The nearest number that is allowed. */
function connectionsOf(text: string): number | undefined {
  const number = Math.round(Number(text));
  return text === '' || Number.isNaN(number) ? undefined : Math.min(Math.max(number, 1), MAX_CONNECTIONS);
}
