import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_AGAIN_MS = 1_000;
const NEVER_ANSWERED_MS = 120_000;

/** How much an attack does, and what it is made of. */
export interface AttackPlan {
  readonly seed: number;
  readonly count: number;
  /** While this file exists nothing new is sent: somebody else on the machine measures. */
  readonly pauseWhile?: string;
}

/** Gives up on what the plugin never answers, so that the attack ends and tells of it. */
export function neverAnswered(): AbortSignal {
  return AbortSignal.timeout(NEVER_ANSWERED_MS);
}

/** Does `one` for each number up to the plan's count, several at the same time. */
export async function inFlight(clients: number, plan: AttackPlan, one: (number: number) => Promise<void>): Promise<void> {
  let sent = 0;
  const client = async () => {
    while (sent < plan.count) {
      const number = sent++;
      await untilFree(plan);
      await one(number);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
}

/** Waits while the plan's file exists. */
export async function untilFree({ pauseWhile }: AttackPlan): Promise<void> {
  while (pauseWhile !== undefined && existsSync(pauseWhile)) {
    await sleep(LOOK_AGAIN_MS);
  }
}
