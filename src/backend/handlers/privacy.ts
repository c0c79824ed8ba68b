import type { NumberMask } from '../../domain/numberMask';
import type { PluginContext } from '../protocol/plugin';
import { isFromAlertRule } from './alertRule';

/** Which digits of telephone numbers are hidden, and from whom. */
export interface Privacy {
  readonly everybody: NumberMask;
  readonly viewers: NumberMask;
}

/**
 * Grafana asks under these names, in the role of an administrator, on behalf of nobody that it knows: for public dashboards (`service`), for what is
 * provisioned, and for alert rules (Grafana 12.3, pkg/apimachinery/identity/context.go and pkg/services/ngalert/schedule/alert_rule.go).
 */
const GRAFANA_ITSELF: ReadonlySet<string> = new Set(['service', 'provisioning', 'grafana_scheduler']);

/** Who may change dashboards sees more than who may only look at them; who is not known sees the least. */
export function maskFor(context: Pick<PluginContext, 'user' | 'headers'>, { everybody, viewers }: Privacy): NumberMask {
  return isKnown(context) && (context.user?.role === 'Editor' || context.user?.role === 'Admin') ? everybody : viewers;
}

/** Visitors without a login have no name, whatever role they are given; what a rule finds is sent to whoever gets its messages. */
function isKnown({ user, headers }: Pick<PluginContext, 'user' | 'headers'>): boolean {
  return user !== null && user.login !== '' && !GRAFANA_ITSELF.has(user.login) && !isFromAlertRule(headers);
}
