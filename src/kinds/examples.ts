import { annotationsExamples } from './annotations/examples';
import { callsExamples } from './calls/examples';
import { changesExamples } from './changes/examples';
import { codesExamples } from './codes/examples';
import { comparisonExamples } from './comparison/examples';
import { distributionExamples } from './distribution/examples';
import { ratioExamples } from './ratio/examples';
import { timingExamples } from './timing/examples';
import { trendExamples } from './trend/examples';
import { triageExamples } from './triage/examples';
import { verdictExamples } from './verdict/examples';
import type { Example } from './example';
import type { QueryKind } from './kinds';

/** Of each kind an example or more; at least one of them needs no particular dimension. */
export const EXAMPLES: Readonly<Record<QueryKind, readonly Example[]>> = {
  distribution: distributionExamples,
  trend: trendExamples,
  codes: codesExamples,
  ratio: ratioExamples,
  verdict: verdictExamples,
  timing: timingExamples,
  calls: callsExamples,
  comparison: comparisonExamples,
  triage: triageExamples,
  changes: changesExamples,
  annotations: annotationsExamples,
};
