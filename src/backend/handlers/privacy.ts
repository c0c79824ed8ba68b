import type { NumberMask } from '../../domain/numberMask';
import type { PluginContext } from '../protocol/plugin';

/** Which digits of telephone numbers are hidden, and from whom. */
export interface Privacy {
  readonly everybody: NumberMask;
  readonly viewers: NumberMask;
}

/** Who may change dashboards sees more than who may only look at them; who is not known sees the least. */
export function maskFor(user: PluginContext['user'], { everybody, viewers }: Privacy): NumberMask {
  const seesMore = user !== null && (user.role === 'Editor' || user.role === 'Admin');
  return seesMore ? everybody : viewers;
}
