/** Grafana says so of the queries of its alert and recording rules. */
const FROM_ALERT = 'FromAlert';

/** Grafana says so of the queries that a panel's expressions compute with. */
const FROM_EXPRESSION = 'http_X-Grafana-From-Expr';

export function isFromAlertRule(headers: ReadonlyMap<string, string>): boolean {
  return headers.get(FROM_ALERT) === 'true';
}

/** Whether the answer is computed with, and not shown with its notices. */
export function isComputedWith(headers: ReadonlyMap<string, string>): boolean {
  return isFromAlertRule(headers) || headers.get(FROM_EXPRESSION) === 'true';
}
