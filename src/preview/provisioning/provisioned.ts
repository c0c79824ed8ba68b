import type { Json, JsonObject } from './yaml';

/**
 * A value of a data source's settings as Grafana's provisioning files say it. Grafana puts variables in place of `$NAME`
 * and `${NAME}` in every text, and reads `$$` as `$`; keys it leaves alone. It turns an empty list into null, and an absent list means the same.
 */
export function provisioned(value: Json): Json {
  if (typeof value === 'string') {
    return value.replaceAll('$', '$$$$');
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return isList(value) ? value.map(provisioned) : provisionedObject(value);
}

export function provisionedObject(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([, value]) => !(Array.isArray(value) && value.length === 0))
      .map(([key, value]) => [key, provisioned(value)])
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
