import { examinedText } from '../../domain/doctor/examinedText';
import { type Diagnosis, type Finding, makesNumbersWrong, type Severity } from '../../domain/doctor/finding';
import type { Paint } from './paint';
import { printable, wrapped } from './printable';

const COLORS: Readonly<Record<Severity, string>> = { error: '#f2495c', warning: '#ff9830', info: '#5794f2' };
const MARGIN = 11;
const MIN_WIDTH = 40;

/** The doctor's findings for people, in a terminal of `columns` characters or, where there is none, in lines of any length. */
export function checkReport(diagnosis: Diagnosis, title: string, paint: Paint, columns: number | undefined): string {
  const width = columns === undefined ? Infinity : Math.max(MIN_WIDTH, columns - MARGIN);
  return [
    '',
    `  ${paint.bold(printable(title))}`,
    ...wrapped(examinedText(diagnosis), width).map((line) => `  ${paint.faint(line)}`),
    '',
    ...diagnosis.findings.flatMap((finding) => [...findingLines(finding, paint, width), '']),
    `  ${paint.bold(verdict(diagnosis.findings))}`,
    '',
    '',
  ].join('\n');
}

function findingLines({ severity, what, example, repair }: Finding, paint: Paint, width: number): string[] {
  const [first = '', ...others] = wrapped(printable(what), width);
  const further = [
    ...(example === null || what.includes(example) ? [] : wrapped(`For example: ${printable(example)}`, width)),
    ...(repair === null ? [] : wrapped(printable(repair), width)),
  ];
  const margin = ' '.repeat(MARGIN);
  return [
    `  ${paint.color(COLORS[severity], severity.padEnd(MARGIN - 2))}${first}`,
    ...others.map((line) => `${margin}${line}`),
    ...further.map((line) => `${margin}${paint.faint(line)}`),
  ];
}

function verdict(findings: readonly Finding[]): string {
  const wrong = findings.filter(makesNumbersWrong).length;
  return wrong === 0 ? 'No finding makes numbers wrong.' : `${wrong} ${wrong === 1 ? 'finding makes' : 'findings make'} numbers wrong.`;
}
