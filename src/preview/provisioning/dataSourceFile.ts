import { createHash } from 'node:crypto';
import { changedSettings, engineOf } from '../../editor/config/editedSettings';
import type { EditedSettings } from '../../editor/editorDataSource';
import { PLUGIN_ID } from '../../domain/pluginId';
import { DEFAULT_LAYOUT } from '../../domain/settings';
import type { PreviewDataSource } from '../previewDataSource';
import { secretVariable } from '../secretVariable';
import { provisionedObject } from './provisioned';
import { type JsonObject, yamlLines } from './yaml';

/** The data source to provision, and what the server needs for it. */
export interface ShownDataSource {
  readonly title: string;
  readonly jsonData: unknown;
  readonly url: string;
  readonly user: string;
  readonly database: string;
  /** The names of the secrets that are set. */
  readonly secrets: readonly string[];
  /** The folder that the plugin must be allowed to read; null with a database. */
  readonly recordsDir: string | null;
}

/** The data source as it is now, with what was changed on the page. */
export function shownDataSource({ title, recordsDir, settings }: PreviewDataSource): ShownDataSource {
  const { jsonData, url, user, database, secureJsonFields } = settings;
  const isOfFiles = engineOf(jsonData as EditedSettings) === 'files';
  const secrets = isOfFiles ? [] : Object.keys(secureJsonFields).filter((secret) => secureJsonFields[secret] === true);
  return { title, jsonData, url, user, database, secrets, recordsDir: isOfFiles ? recordsDir : null };
}

const SECRET_NAMES: Readonly<Record<string, string>> = {
  password: 'password of the database user',
  tlsClientKey: 'private key of the client certificate',
};

/** Grafana cuts longer ones off. */
const MAX_NAME = 190;

/** The text of a file for Grafana's folder `provisioning/datasources`; of secrets only the variable that holds them. */
export function dataSourceFile(source: ShownDataSource): string {
  const lines = yamlLines({ apiVersion: 1, datasources: [dataSource(source)] });
  const comments = [
    'A data source for Grafana, as the preview of Call Result showed it.',
    ...numbered(stepsAfter(source)),
    ...(lines.some((line) => line.includes('$$')) ? ['Grafana reads $$ as one $.'] : []),
  ];
  return [...comments.map((line) => `# ${line}`), ...lines, ''].join('\n');
}

/** What is to be done with the file, one sentence each. */
export function stepsAfter({ recordsDir, secrets }: ShownDataSource): string[] {
  return [
    "Copy this file to Grafana's folder provisioning/datasources.",
    ...(recordsDir === null
      ? []
      : [
          `In grafana.ini, section [plugin.${PLUGIN_ID}], set: records_dir = ${iniValue(recordsDir)}. Let Grafana's user read that folder.`,
        ]),
    ...secrets.map(
      (secret) => `Set the environment variable ${secretVariable(secret)} of Grafana to the ${SECRET_NAMES[secret] ?? secret}.`
    ),
    'Restart Grafana.',
  ];
}

export function numbered(steps: readonly string[]): string[] {
  return steps.map((step, index) => `${index + 1}. ${step}`);
}

function dataSource({ title, jsonData, url, user, database, secrets }: ShownDataSource): JsonObject {
  // As Grafana's settings page stores them.
  const settings = changedSettings(jsonData as EditedSettings, {});
  const name = `Call records: ${settings.layout ?? DEFAULT_LAYOUT}, ${title}`;
  const server = Object.fromEntries(Object.entries({ url, user, database }).filter(([, text]) => text !== ''));
  const plain = provisionedObject({
    name: name.slice(0, MAX_NAME),
    // The same for the same records, so that a further file replaces the data source and not another one.
    uid: `call-records-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`,
    type: PLUGIN_ID,
    access: 'proxy',
    ...server,
    jsonData: settings as unknown as JsonObject,
  });
  const variables = Object.fromEntries(secrets.map((secret) => [secret, `$${secretVariable(secret)}`]));
  return secrets.length === 0 ? plain : { ...plain, secureJsonData: variables };
}

/** In quotes of its own if it has what would begin a comment or end the line. */
function iniValue(folder: string): string {
  const line = JSON.stringify(folder).slice(1, -1).replaceAll('\\\\', '\\').replaceAll('\\"', '"');
  return /[;#'"]/.test(line) ? `\`${line}\`` : line;
}
