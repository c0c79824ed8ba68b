import { MappingType, type SpecialValueMap, SpecialValueMatch, type ValueMap } from '@grafana/grafana-foundation-sdk/dashboard';

/** Says and colors certain numbers; a transparent one does not draw attention. */
export const named = (texts: Readonly<Record<number, readonly [text: string, color: string]>>): ValueMap => ({
  type: MappingType.ValueToText,
  options: Object.fromEntries(Object.entries(texts).map(([value, [text, color]], index) => [value, { text, color, index }])),
});

/** What is said where there is no number, also in the panel of a query that failed; thresholds would take it for the best one. */
export const whereMissing = (text: string, color = 'transparent'): SpecialValueMap => ({
  type: MappingType.SpecialValue,
  options: { match: SpecialValueMatch.Null, result: { text, color, index: 0 } },
});

/** Of tiles whose number the records may lack. */
export const NONE_RECORDED = whereMissing('none recorded', 'gray');
