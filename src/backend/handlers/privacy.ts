import { CallResultError } from '../../domain/errors';
import { maskNumbers, type NumberMask } from '../../domain/numberMask';
import { parseSettings } from '../../domain/settings';
import type { PluginContext } from '../protocol/plugin';
import { isFromAlertRule } from './alertRule';

/** Which digits of telephone numbers are hidden, and from whom. */
export interface Privacy {
  readonly everybody: NumberMask;
  readonly viewers: NumberMask;
}

type Asker = Pick<PluginContext, 'user' | 'headers'>;

/** Of a data source whose settings cannot be read nothing is known, so that viewers see no number. */
const UNKNOWN: Privacy = { everybody: 'none', viewers: 'all' };

/** Whose digits a data source hides, also where its records cannot be opened. */
export function privacyOf(jsonData: unknown): Privacy {
  try {
    const { maskNumbers: everybody, maskNumbersForViewers: viewers = everybody } = parseSettings(jsonData).settings;
    return { everybody, viewers };
  } catch {
    return UNKNOWN;
  }
}

/** The same error, its message as the reader may read it: messages name files, tables and values. */
export function maskedError(error: unknown, context: PluginContext): unknown {
  if (!(error instanceof CallResultError)) {
    return error;
  }
  const message = maskNumbers(error.message, maskFor(context, privacyOf(context.instance?.jsonData)));
  return message === error.message ? error : new CallResultError(error.kind, message, { cause: error });
}

/** Grafana runs saved alert rules under this name. */
const SCHEDULER = 'grafana_scheduler';
/** And asks for public dashboards under this one. */
const SERVICE = 'service';

/**
 * Grafana asks under these names, in the role of an administrator, on behalf of nobody that it knows: for public dashboards (`service`), for what is
 * provisioned, and for alert rules (Grafana 12.3, pkg/apimachinery/identity/context.go and pkg/services/ngalert/schedule/alert_rule.go).
 */
const GRAFANA_ITSELF: ReadonlySet<string> = new Set([SERVICE, 'provisioning', SCHEDULER]);

/** Who may change dashboards sees more than who may only look at them; who is not known sees the least. */
export function maskFor(context: Asker, { everybody, viewers }: Privacy): NumberMask {
  return mayEdit(context) ? everybody : viewers;
}

/**
 * Filters see what their author sees: of a saved alert rule that is an editor, though its answer goes to viewers. A rule that
 * is only tried is run under the name of whoever tries it.
 */
export function filterMaskFor(context: Asker, privacy: Privacy): NumberMask {
  const { user, headers } = context;
  const savedRule = user?.login === SCHEDULER && user.role === 'Admin' && isFromAlertRule(headers);
  return savedRule ? privacy.everybody : maskFor(context, privacy);
}

/** Whether a public dashboard asks, which shows its panels to everybody and nothing else. */
export function isForEverybody({ user }: Asker): boolean {
  return user?.login === SERVICE;
}

/** Whether somebody that Grafana knows asks, who may change dashboards. */
export function mayEdit({ user, headers }: Asker): boolean {
  const known = user !== null && user.login !== '' && !GRAFANA_ITSELF.has(user.login) && !isFromAlertRule(headers);
  return known && (user.role === 'Editor' || user.role === 'Admin');
}
