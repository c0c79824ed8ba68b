import type { DataFrame } from '@grafana/data';
import type { AskedNumbers, ToldNumbers } from '../../domain/askedNumbers';

/** What `meta.custom` tells of the numbers, or the query by which that can be had. */
type NumbersMeta = Partial<Omit<ToldNumbers, 'statement'>> & { readonly asked?: AskedNumbers };

/** How a frame's numbers are made; null where it does not say. */
export function toldNumbers({ meta }: DataFrame): ToldNumbers | null {
  const { explanation, question = {}, calls = 0 } = (meta?.custom ?? {}) as NumbersMeta;
  // Frames of an older version tell less.
  const isTold = typeof explanation === 'object' && explanation !== null && 'numbers' in explanation && 'records' in explanation;
  return isTold ? { explanation, question, calls, statement: meta?.executedQueryString ?? '' } : null;
}

/** What a light frame was asked. */
export function askedNumbers({ meta }: DataFrame): AskedNumbers | null {
  return (meta?.custom as NumbersMeta | undefined)?.asked ?? null;
}

/** All calls under the filters, as the frame counts them. */
export function callsOf({ meta }: DataFrame): number | undefined {
  return (meta?.custom as NumbersMeta | undefined)?.calls;
}

/** The first frame of each query whose numbers can be explained; of another data source those alone that tell all. */
export function mainFrames(frames: readonly DataFrame[], uid: string): DataFrame[] {
  const main = new Map<string | undefined, DataFrame>();
  for (const frame of frames) {
    const from = askedNumbers(frame)?.query['datasource'] as { readonly uid?: string } | undefined;
    const canBeExplained = toldNumbers(frame) !== null || (askedNumbers(frame) !== null && (from?.uid ?? uid) === uid);
    if (canBeExplained && !main.has(frame.refId)) {
      main.set(frame.refId, frame);
    }
  }
  return [...main.values()];
}
