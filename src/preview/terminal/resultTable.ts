import { percentText } from '../../domain/percentText';
import { RESULT_FACTS } from '../../domain/results';
import { shownResults, type Summary } from '../summary';
import type { Paint } from './paint';
import { printable } from './printable';

const BAR_CELLS = 32;
const MAX_REASONS = 3;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** The distribution as a table for people: result, calls, share, bar; ends with a line break. */
export function resultTable(summary: Summary, title: string, paint: Paint): string {
  const rows = shownResults(summary);
  const max = Math.max(...rows.map(({ calls }) => calls), 1);
  const names = Math.max(...rows.map(({ result }) => result.length));
  const figures = Math.max(grouped(summary.calls).length, 5);
  const lines = rows.map(({ result, calls }) => {
    const { color } = RESULT_FACTS[result];
    const share = summary.calls === 0 ? '–' : percentText(calls / summary.calls);
    return `  ${paint.color(color, '●')} ${result.padEnd(names)}  ${grouped(calls).padStart(figures)}  ${share.padStart(6)}  ${paint.color(color, bar(calls / max))}`.trimEnd();
  });
  return [
    '',
    `  ${paint.bold(title)}`,
    `  ${paint.faint(extent(summary))}`,
    '',
    ...lines,
    `    ${'all calls'.padEnd(names)}  ${paint.bold(grouped(summary.calls).padStart(figures))}`,
    ...(summary.unread === 0 ? [] : ['', ...unreadLines(summary, paint)]),
    ...remarkLines(summary, paint),
    '',
    '',
  ].join('\n');
}

function unreadLines({ unread, unreadReasons }: Summary, paint: Paint): string[] {
  const text =
    unread === 1 ? '1 row could not be read and is not counted:' : `${grouped(unread)} rows could not be read and are not counted:`;
  return [
    `  ${paint.color(RESULT_FACTS.busy.color, '!')} ${text}`,
    ...unreadReasons
      .filter(({ rows }) => rows > 0)
      .slice(0, MAX_REASONS)
      .map(({ reason, rows, example }) => paint.faint(`    ${printable(`${grouped(rows)} × ${reason}, for example ${example}`)}`)),
  ];
}

/** What is worth knowing though no row is missing by it. */
function remarkLines({ unreadReasons }: Summary, paint: Paint): string[] {
  const remarks = unreadReasons.filter(({ rows }) => rows === 0).slice(0, MAX_REASONS);
  return remarks.map(({ reason, example }) => paint.faint(printable(`  ${reason}, for example ${example}`)));
}

function extent({ from, to }: Summary): string {
  return from === null || to === null ? 'no calls' : `${clock(from)} – ${clock(to)} UTC`;
}

function clock(iso: string): string {
  return new Date(iso).toISOString().replace('T', ' ').slice(0, 19);
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

function bar(part: number): string {
  // What is there is seen, however little it is.
  const eighths = part === 0 ? 0 : Math.max(1, Math.round(part * BAR_CELLS * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}
