import type { DataSourceInstanceSettings, PluginContext as ContextMessage } from './gen/backend_pb';
import { ResponseError } from './plugin';
import type { DataSourceInstance, PluginContext } from './plugin';

/** @throws ResponseError 400 where Grafana sent settings that are not JSON. */
export function contextOf(message: ContextMessage | undefined, headers: Iterable<readonly [string, string]>): PluginContext {
  const user = message?.user;
  const settings = message?.dataSourceInstanceSettings;
  return {
    orgId: Number(message?.orgId ?? 0n),
    user: user === undefined ? null : { login: user.login, role: user.role },
    instance: settings === undefined ? null : instanceOf(settings),
    headers: new Map(headers),
  };
}

function instanceOf(settings: DataSourceInstanceSettings): DataSourceInstance {
  return {
    uid: settings.uid,
    name: settings.name,
    url: settings.url,
    user: settings.user,
    database: settings.database,
    jsonData: parseJson(settings.jsonData, 'the settings of the data source'),
    secureJsonData: settings.decryptedSecureJsonData,
    lastUpdatedMs: Number(settings.lastUpdatedMs),
  };
}

/** No bytes at all are an empty object. `what` names the JSON in the error. */
export function parseJson(bytes: Uint8Array, what: string): unknown {
  if (bytes.length === 0) {
    return {};
  }
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (cause) {
    throw new ResponseError(400, 'plugin', `Grafana sent ${what} as something that is not JSON; save it again.`, { cause });
  }
}
