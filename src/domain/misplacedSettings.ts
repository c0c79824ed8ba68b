import { CallResultError } from './errors';
import { isMeant } from './nearestNames';

/** Settings of a database that are not in `jsonData`, and where they are. Other data sources of Grafana have some of them there. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  url: 'it belongs beside jsonData',
  user: 'it belongs beside jsonData',
  database: 'it belongs beside jsonData',
  password: 'it belongs in secureJsonData, where nobody can read it',
  tlsClientKey: 'it belongs in secureJsonData, where nobody can read it',
};

/**
 * Refuses what would be passed over in silence: a setting that is almost one of `names`, and one that belongs elsewhere. Other fields
 * are left alone, since Grafana writes fields of its own into `jsonData`, such as `httpHeaderName1`.
 * @throws CallResultError `settings`, with the name that is meant or the place
 */
export function refuseMisplacedSettings(json: object, names: readonly string[]): void {
  const known = new Set(names);
  for (const field of Object.keys(json).filter((name) => !known.has(name))) {
    const place = Object.hasOwn(ELSEWHERE, field) ? ELSEWHERE[field] : undefined;
    if (place !== undefined) {
      throw new CallResultError('settings', `${field}: not read in jsonData; ${place}.`);
    }
    const meant = names.find((name) => isMeant(field, name));
    if (meant !== undefined) {
      throw new CallResultError('settings', `${field}: there is no such setting; rename it to ${meant}.`);
    }
  }
}
