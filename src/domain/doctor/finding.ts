/** Everything that can be found wrong with records, in the order in which findings of the same weight are shown. */
export const FINDINGS = [
  'nothingRead',
  'unread',
  'remark',
  'noCalls',
  'missingColumns',
  'misspeltColumns',
  'noCallKey',
  'unknownAnswers',
  'alwaysAnswered',
  'noTimeOfDay',
  'timesAsKey',
  'emptyColumns',
  'unbridgedLegs',
  'noIndex',
  'noFailures',
  'failuresOnlyMissed',
  'wrongZone',
  'future',
  'silent',
  'unclassified',
  'unnamed',
  'duplicates',
  'gaps',
  'late',
  'mergedAway',
  'noKeyIndex',
  'manyValues',
  'notDone',
] as const;
export type FindingName = (typeof FINDINGS)[number];

/** `error`: nothing can be read. `warning`: numbers are wrong, or will be slow. `info`: worth knowing. */
export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One thing that is wrong with the records, or worth knowing of them, in words for a person. */
export interface Finding {
  readonly finding: FindingName;
  readonly severity: Severity;
  readonly what: string;
  /** How many, and of how many where that is known; null where there is nothing to count. */
  readonly howMany: { readonly count: number; readonly of: number | null } | null;
  readonly example: string | null;
  /** Null where nothing need be done. */
  readonly repair: string | null;
}

/** Makes panels slow, and no number wrong. */
const SLOW: readonly FindingName[] = ['noIndex'];

/** Whether panels would show a wrong number. */
export function makesNumbersWrong({ finding, severity }: Pick<Finding, 'finding' | 'severity'>): boolean {
  return severity !== 'info' && !SLOW.includes(finding);
}

/** What the doctor looked at: the newest part of the records. */
export interface Examined {
  /** Epoch milliseconds, `from` included, `to` not. */
  readonly from: number;
  readonly to: number;
  readonly calls: number;
  /** Records as they were written, before any are merged; null where they could not be counted in time. */
  readonly rows: number | null;
  /** False if it was cut short because it had too many records. */
  readonly whole: boolean;
}

/** The doctor's answer. */
export interface Diagnosis {
  /** Null where there are no records, or their newest part could not be found in time. */
  readonly examined: Examined | null;
  readonly findings: readonly Finding[];
}

/** The worst first. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || FINDINGS.indexOf(a.finding) - FINDINGS.indexOf(b.finding)
  );
}
