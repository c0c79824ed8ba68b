import { annotationsEditor } from './annotations/fields';
import { callsEditor } from './calls/fields';
import { changesEditor } from './changes/fields';
import { codesEditor } from './codes/fields';
import { comparisonEditor } from './comparison/fields';
import { distributionEditor } from './distribution/fields';
import { ratioEditor } from './ratio/fields';
import { timingEditor } from './timing/fields';
import { trendEditor } from './trend/fields';
import { triageEditor } from './triage/fields';
import { verdictEditor } from './verdict/fields';
import type { KindEditor } from './editor';
import type { QueryKind } from './kinds';

/** How the query editor presents each kind, in the order of its menu. */
export const EDITORS: Readonly<Record<QueryKind, KindEditor>> = {
  distribution: distributionEditor,
  trend: trendEditor,
  codes: codesEditor,
  ratio: ratioEditor,
  timing: timingEditor,
  verdict: verdictEditor,
  comparison: comparisonEditor,
  changes: changesEditor,
  triage: triageEditor,
  calls: callsEditor,
  annotations: annotationsEditor,
};
