import type { CallQuery } from './kinds';
import type { Table } from '../backend/queries/after/tables/table';
import { answerWith, type KindAnswers } from '../backend/queries/ask/answerWith';
import type { CallSource, RequestContext } from '../backend/queries/ask/queryContext';
import { annotationsAnswer } from './annotations/answer';
import { callsAnswer } from './calls/answer';
import { changesAnswer } from './changes/answer';
import { codesAnswer } from './codes/answer';
import { comparisonAnswer } from './comparison/answer';
import { distributionAnswer } from './distribution/answer';
import { ratioAnswer } from './ratio/answer';
import { timingAnswer } from './timing/answer';
import { trendAnswer } from './trend/answer';
import { triageAnswer } from './triage/answer';
import { verdictAnswer } from './verdict/answer';

/** How the queries of each kind are answered. */
export const ANSWERS: KindAnswers<CallQuery> = {
  distribution: distributionAnswer,
  trend: trendAnswer,
  codes: codesAnswer,
  ratio: ratioAnswer,
  verdict: verdictAnswer,
  timing: timingAnswer,
  calls: callsAnswer,
  comparison: comparisonAnswer,
  triage: triageAnswer,
  changes: changesAnswer,
  annotations: annotationsAnswer,
};

/** @throws CallResultError */
export function answerQuery(query: CallQuery, request: RequestContext, source: CallSource, signal: AbortSignal): Promise<Table[]> {
  return answerWith(ANSWERS, query, request, source, signal);
}
