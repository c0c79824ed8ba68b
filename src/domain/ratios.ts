import type { CallResult } from './results';

/** Which calls one side of a ratio counts. A call without a final status code is in `all` and in `all but`, never in `codes`. */
export type CallSet =
  | { readonly of: 'all' }
  | { readonly of: 'codes'; readonly codes: string }
  | { readonly of: 'all but'; readonly codes: string }
  | { readonly of: 'results'; readonly results: readonly CallResult[] };

/** Numerator through denominator. The numerator counts calls of the denominator only, so a ratio is never above 1. */
export interface RatioDefinition {
  readonly name: string;
  readonly numerator: CallSet;
  readonly denominator: CallSet;
  /** Among which calls both sides are: all, or those with an attempt that was not answered. */
  readonly among: 'all' | 'retried';
  /** What it says, in one sentence. */
  readonly meaning: string;
  /** Where the definition is from; null where the reader made it. */
  readonly source: string | null;
}

export const RATIO_PROFILES = [
  'ASR',
  'SER',
  'SEER',
  'ISA',
  'NER E.425',
  'NER E.425 + 487',
  'NER HOMER',
  'NER VoIPmonitor',
  'NER 100-ISA',
  'retry rescue',
] as const;
export type RatioProfile = (typeof RATIO_PROFILES)[number];

const ALL: CallSet = { of: 'all' };
const NOT_REDIRECTED: CallSet = { of: 'all but', codes: '3xx' };
const EFFECTIVE: CallSet = { of: 'codes', codes: '200,480,486,600,603' };
const INEFFECTIVE = '408,500,503,504';

/** The ratios that have a name in the trade. `docs/kinds/ratio.md` says what is uncertain about each. */
export const RATIO_DEFINITIONS: Readonly<Record<RatioProfile, Omit<RatioDefinition, 'name'>>> = {
  ASR: {
    numerator: { of: 'codes', codes: '2xx' },
    denominator: ALL,
    among: 'all',
    meaning: 'Answer seizure ratio: answered calls of all calls.',
    source: 'ITU-T E.411; E.425 §1.3',
  },
  SER: {
    numerator: { of: 'codes', codes: '200' },
    denominator: NOT_REDIRECTED,
    among: 'all',
    meaning: 'Session establishment ratio: answered calls of all calls that were not redirected.',
    source: 'RFC 6076 §4.6',
  },
  SEER: {
    numerator: EFFECTIVE,
    denominator: NOT_REDIRECTED,
    among: 'all',
    meaning:
      'Session establishment effectiveness ratio: calls that reached their user, answered or not, of all calls that were not redirected.',
    source: 'RFC 6076 §4.7',
  },
  ISA: {
    numerator: { of: 'codes', codes: INEFFECTIVE },
    denominator: ALL,
    among: 'all',
    meaning: 'Ineffective session attempts: calls that a server failed, of all calls. The smaller, the better.',
    source: 'RFC 6076 §4.8',
  },
  'NER E.425': {
    numerator: { of: 'codes', codes: '2xx,480,486,600,603' },
    denominator: ALL,
    among: 'all',
    meaning: 'Network effectiveness ratio: answer, user busy, ring no answer or terminal rejection, of all calls.',
    source: 'ITU-T E.425 §1.5',
  },
  'NER E.425 + 487': {
    numerator: { of: 'codes', codes: '2xx,480,486,487,600,603' },
    denominator: ALL,
    among: 'all',
    meaning: 'Network effectiveness ratio that counts calls given up by their caller (487) as delivered.',
    source: 'ITU-T E.425 §1.5, with 487 as ring no answer',
  },
  'NER HOMER': {
    numerator: EFFECTIVE,
    denominator: NOT_REDIRECTED,
    among: 'all',
    meaning: 'Network effectiveness ratio as HOMER calls its SEER.',
    source: "HOMER's dashboard SIP KPIs",
  },
  'NER VoIPmonitor': {
    numerator: { of: 'codes', codes: '2xx,3xx,4xx,600,603,604,607,608' },
    denominator: ALL,
    among: 'all',
    meaning: 'Network effectiveness ratio as VoIPmonitor counts it: every call that did not end by a server (5xx).',
    source: 'VoIPmonitor sniffer, charts.cpp',
  },
  'NER 100-ISA': {
    numerator: { of: 'all but', codes: INEFFECTIVE },
    denominator: ALL,
    among: 'all',
    meaning: 'Network effectiveness ratio as the rest of ISA: calls that no server failed, of all calls.',
    source: 'GSMA IR.42 as sip-exporter reads it',
  },
  'retry rescue': {
    numerator: { of: 'codes', codes: '2xx' },
    denominator: ALL,
    among: 'retried',
    meaning: 'Calls that were answered after an attempt that was not, of all calls with such an attempt: what trying again is worth.',
    source: null,
  },
};

/** A side as people read it: `codes 408,500,503,504`, `results busy`. */
export function describeCallSet(set: CallSet): string {
  switch (set.of) {
    case 'all':
      return 'all calls';
    case 'codes':
      return `codes ${set.codes}`;
    case 'all but':
      return `all but codes ${set.codes}`;
    case 'results':
      return `results ${set.results.join(', ')}`;
  }
}
