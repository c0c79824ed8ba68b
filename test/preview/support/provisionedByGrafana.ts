import { parse } from 'yaml';

export interface ProvisionedSource {
  readonly name: string;
  readonly uid: string;
  readonly type: string;
  readonly url?: string;
  readonly user?: string;
  readonly database?: string;
  readonly jsonData: Readonly<Record<string, unknown>>;
  readonly secureJsonData?: Readonly<Record<string, string>>;
}

/**
 * The data sources that Grafana makes of a provisioning file, by the rules of its code: `pkg/services/provisioning/values` splits every text
 * at `$$`, puts variables in place of `$NAME` and `${NAME}` in the parts, and joins them by `$`; keys stay, and an empty list becomes null.
 * Its YAML library reads YAML 1.1.
 */
export function provisionedByGrafana(yaml: string, env: Readonly<Record<string, string>> = {}): ProvisionedSource[] {
  const { apiVersion, datasources } = parse(yaml, { version: '1.1' }) as { apiVersion: unknown; datasources: unknown };
  expect(apiVersion).toBe(1);
  return expanded(datasources, env) as ProvisionedSource[];
}

export function expanded(value: unknown, env: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') {
    const variable = /\$(?:\{([^}]*)\}|(\w+))/g;
    const parts = value
      .split('$$')
      .map((part) => part.replaceAll(variable, (_, braced?: string, bare?: string) => env[braced ?? bare ?? ''] ?? ''));
    return parts.join('$');
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? null : value.map((one) => expanded(one, env));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, expanded(one, env)]))
    : value;
}
