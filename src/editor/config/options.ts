import type { DataSourceSettings } from '@grafana/data';
import type { EditedSettings } from '../editorDataSource';

/** What Grafana encrypts, and never shows again. */
export const SECRETS = ['password', 'tlsClientKey'] as const;
export type SecretName = (typeof SECRETS)[number];

/** A data source as Grafana's settings page holds it. */
export type Options = DataSourceSettings<EditedSettings, Partial<Record<SecretName, string>>>;

export interface OptionsProps {
  readonly options: Options;
  readonly onOptionsChange: (options: Options) => void;
}

/** One secret while it is edited. */
export interface Secret {
  /** Grafana keeps one already. */
  readonly isSet: boolean;
  /** What was entered and is not saved yet. */
  readonly entered: string;
  readonly enter: (text: string) => void;
  /** Forgets the one that is kept, so that another can be entered. */
  readonly reset: () => void;
}

export function secretOf(name: SecretName, options: Options, onOptionsChange: (options: Options) => void): Secret {
  const { secureJsonFields = {}, secureJsonData = {} } = options;
  const change = (text: string, isSet: boolean) =>
    onOptionsChange({
      ...options,
      secureJsonFields: { ...secureJsonFields, [name]: isSet },
      secureJsonData: { ...secureJsonData, [name]: text },
    });
  return {
    isSet: secureJsonFields[name] === true,
    entered: secureJsonData[name] ?? '',
    enter: (text) => change(text, false),
    reset: () => change('', false),
  };
}
