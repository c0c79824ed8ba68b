import type { CallUnit } from '../../../domain/callUnit';
import type { AnswerFacts } from '../../stores/answer';
import type { StoreAnswer, StoreQuestion } from '../../stores/store';
import type { Plan, Step } from './plan';
import type { CallSource } from './queryContext';

/** What a plan ended with, and every statement that was executed for it, in the order of the questions. */
export interface Executed<T> {
  readonly value: T;
  readonly executed: readonly AnswerFacts[];
}

/**
 * Runs a plan: asks the store what it yields and gives it the answers.
 * @throws CallResultError of the first question that fails; all others of the plan are stopped then
 */
export async function runPlan<T>(
  plan: Plan<T>,
  source: Pick<CallSource, 'store' | 'highCardinalityCache'>,
  unit: CallUnit,
  signal: AbortSignal
): Promise<Executed<T>> {
  const run = new PlanRun(source, unit);
  return { value: await run.end(plan, signal), executed: run.executed };
}

class PlanRun {
  /** All questions of the plan have the same. */
  private readonly asker = {};
  /** By question; null while one is being answered. */
  private readonly facts: (AnswerFacts | null)[] = [];

  constructor(
    private readonly source: Pick<CallSource, 'store' | 'highCardinalityCache'>,
    private readonly unit: CallUnit
  ) {}

  get executed(): readonly AnswerFacts[] {
    return this.facts.filter((facts) => facts !== null);
  }

  async end<T>(plan: Plan<T>, signal: AbortSignal): Promise<T> {
    let next = plan.next();
    while (next.done !== true) {
      next = plan.next(await this.take(next.value, signal));
    }
    return next.value;
  }

  private take(step: Step, signal: AbortSignal): Promise<unknown> {
    if ('together' in step) {
      return this.together(step.together, signal);
    }
    return 'split' in step ? this.askIfFew(step, signal) : this.ask(step.question, signal);
  }

  private async ask<Q extends StoreQuestion>(question: Q, signal: AbortSignal): Promise<StoreAnswer<Q>> {
    const place = this.facts.push(null) - 1;
    const answer = await this.source.store.ask({ ...question, unit: this.unit }, signal, this.asker);
    this.facts[place] = answer;
    return answer;
  }

  private async askIfFew({ question, split }: Extract<Step, { split: unknown }>, signal: AbortSignal): Promise<unknown> {
    const { highCardinalityCache } = this.source;
    const key = JSON.stringify([this.unit, ...split.names]);
    if (highCardinalityCache.has(key, split.buckets)) {
      return null;
    }
    const answer = await this.ask(question, signal);
    if (answer.tooMany) {
      highCardinalityCache.add(key, split.buckets);
      return null;
    }
    return answer;
  }

  /** What the others would still find is of no use once one has failed. */
  private async together(plans: readonly Plan<unknown>[], signal: AbortSignal): Promise<unknown[]> {
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    const running = plans.map((plan) => this.end(plan, either));
    try {
      return await Promise.all(running);
    } catch (error) {
      failed.abort();
      await Promise.allSettled(running);
      throw error;
    }
  }
}
