/** Grafana says so of the queries of its alert and recording rules. */
const FROM_ALERT = 'FromAlert';

export function isFromAlertRule(headers: ReadonlyMap<string, string>): boolean {
  return headers.get(FROM_ALERT) === 'true';
}
