import { LAYOUTS } from '../../domain/layouts/layouts';
import type { Discovery, SeenOutcome } from './discovery';
import type { Finding } from '../../domain/doctor/finding';
import type { ShowText } from '../../domain/numberMask';
import { doubtText } from '../queries/after/notices/doubtTexts';
import { countOf, listOf, lengthOf, moment, percentOf } from './wording';

/** From this share on, calls without a result make every other share wrong. */
const MUCH_UNCLASSIFIED = 0.01;
/** More rows than this are never merged away in real records; a key that many calls share does it. */
const MUCH_MERGED = 0.9;

type Text = Omit<Finding, 'finding'>;

/** The text of a discovery as its reader may see it; all texts of findings are made here. */
export function describe(discovery: Discovery, shown: ShowText): Finding {
  return { finding: discovery.finding, ...textOf(discovery, shown) };
}

function textOf(found: Discovery, shown: ShowText): Text {
  switch (found.finding) {
    case 'nothingRead':
    case 'unread':
      return {
        severity: found.finding === 'unread' ? 'warning' : 'error',
        what: `${countOf(found.rows, 'unreadable row')} ${found.rows === 1 ? 'is' : 'are'} not counted: ${found.reason}.`,
        howMany: { count: found.rows, of: null },
        example: shown(found.example),
        repair: 'Correct or remove them, or enter the right columns in the settings.',
      };
    case 'remark':
      return {
        severity: 'info',
        what: `${found.reason.slice(0, 1).toUpperCase()}${found.reason.slice(1)}.`,
        howMany: null,
        example: shown(found.example),
        repair: 'If calls are missing, rename the files or correct how they are written.',
      };
    case 'missingColumns':
      return {
        severity: 'warning',
        what: `The settings name ${found.missing.length === 1 ? 'a column' : 'columns'} that the records do not have: ${listOf(
          found.missing.map(({ setting, column }) => `${column} (${setting})`),
          8
        )}.`,
        howMany: { count: found.missing.length, of: null },
        example: found.missing[0]?.column ?? null,
        repair: 'Correct the name under columns or dimensions, or remove it; in a database, check that the user may read the column.',
      };
    case 'misspeltColumns': {
      const [first] = found.columns;
      return {
        severity: found.areDeciding ? 'warning' : 'info',
        what: `The records do not have ${listOf(
          found.columns.map(({ column, wanted }) => `${wanted}, but a column ${column} that looks like it`),
          8
        )}.`,
        howMany: { count: found.columns.length, of: null },
        example: first?.column ?? null,
        repair: `If they are the same, correct the name in the records, or enter it under columns${first === undefined ? '' : `: {"${first.name}": "${first.column}"}`}.`,
      };
    }
    case 'noCallKey':
      return {
        severity: 'warning',
        what: `The records have no column ${listOf(found.columns, 4)}, so each row counts as a call: calls that were forwarded, transferred or queued count more than once.`,
        howMany: null,
        example: found.columns[0] ?? null,
        repair: `${found.repair === null ? '' : `${found.repair} `}If a column with another name has it, enter that under columns, or in merge.key.`,
      };
    case 'unknownAnswers':
    case 'alwaysAnswered':
    case 'noTimeOfDay':
    case 'timesAsKey':
    case 'emptyColumns':
    case 'unbridgedLegs':
    case 'noCalls': {
      const { what, repair, isWrong } = doubtText(found.doubt, shown);
      const example = 'example' in found.doubt ? shown(found.doubt.example) : (found.doubt.columns[0] ?? null);
      return { severity: isWrong ? 'warning' : 'info', what, howMany: { count: found.doubt.rows, of: null }, example, repair };
    }
    case 'noIndex':
      return {
        severity: 'warning',
        what: `The time column ${found.column} of ${found.table} has no index, so every panel reads the whole table.`,
        howMany: null,
        example: `${found.table}.${found.column}`,
        repair:
          found.statement === null
            ? `Give the table behind ${found.table} an index on ${found.column}, or set callTime to a time that has one.`
            : `Run as the table's owner: ${found.statement};`,
      };
    case 'noKeyIndex':
      return {
        severity: 'info',
        what: `The column ${found.column} of ${found.table}, which the rows of a call share, has no index. Ranges of less than a day are faster with one.`,
        howMany: null,
        example: `${found.table}.${found.column}`,
        repair: `Run as the table's owner: ${found.statement};`,
      };
    case 'noFailures':
      return {
        severity: 'warning',
        what: `None of ${countOf(found.calls, 'call')} failed: the records seem to have only answered calls, and ASR reads 100%.`,
        howMany: { count: 0, of: found.calls },
        example: found.outcome === null ? null : outcomeText(found.outcome, shown),
        repair: `${found.hasMissedCalls ? '' : (LAYOUTS[found.layout].doctor.withoutOptionalTables ?? '')}${LAYOUTS[found.layout].doctor.noFailures}`,
      };
    case 'failuresOnlyMissed':
      return {
        severity: 'info',
        what: 'acc has no failed INVITEs; all failures come from missed_calls. Calls that fail without a called user (calls to trunks, refused calls) may be in neither table, and ASR then reads too high.',
        howMany: { count: found.missed, of: found.rows },
        example: null,
        repair: LAYOUTS[found.layout].doctor.noFailures,
      };
    case 'wrongZone':
      return {
        severity: found.minutes > 0 ? 'warning' : 'info',
        what: `The newest record is ${lengthOf(Math.abs(found.minutes) * 60_000)} in the ${found.minutes > 0 ? 'future' : 'past'}, so its time zone does not seem to be ${found.timeZone}.`,
        howMany: found.rows === null ? null : { count: found.rows, of: null },
        example: moment(found.last),
        repair: `Set timeZone to the zone of the records (${zoneHint(found.minutes, found.timeZone)})${found.minutes > 0 ? '' : ', unless there have been no calls since'}.`,
      };
    case 'future':
      return {
        severity: 'warning',
        what: `${countOf(found.rows, 'record')} ${found.rows === 1 ? 'is' : 'are'} in the future.`,
        howMany: { count: found.rows, of: null },
        example: moment(found.last),
        repair: 'Check the clocks of the systems that write them, and the time column.',
      };
    case 'silent':
      return {
        severity: found.live ? 'warning' : 'info',
        what: `The newest record is ${lengthOf(found.now - found.last)} old${found.live ? `, but there usually is one every ${lengthOf(found.usualMs)}` : ''}.`,
        howMany: null,
        example: moment(found.last),
        repair: found.live
          ? 'Check whether the system still writes records, and whether the job that copies them here still runs.'
          : 'If these records should be recent, check the job that copies them here.',
      };
    case 'unclassified':
      return {
        severity: found.calls >= MUCH_UNCLASSIFIED * found.of ? 'warning' : 'info',
        what: `${percentOf(found.calls, found.of)} of the calls are unclassified: ${outcomesText(found.outcomes, shown)}.`,
        howMany: { count: found.calls, of: found.of },
        example: found.outcomes[0] === undefined ? null : outcomeText(found.outcomes[0], shown),
        repair:
          found.outcomes[0]?.outcome === null
            ? 'These records have no outcome. Check the column of the code, and whether calls are recorded before they end.'
            : 'Add these codes to the result rules, or these dispositions to the disposition mapping.',
      };
    case 'unnamed':
      return {
        severity: found.calls >= MUCH_UNCLASSIFIED * found.of ? 'warning' : 'info',
        what: `No rule names ${outcomesText(found.outcomes, shown)}.`,
        howMany: { count: found.calls, of: found.of },
        example: found.outcomes[0] === undefined ? null : outcomeText(found.outcomes[0], shown),
        repair:
          'Add a rule with these codes or dispositions, choose the cause code set that has them, or map single dispositions to a SIP status code.',
      };
    case 'duplicates':
      return {
        severity: 'warning',
        what: `${countOf(found.rows, 'duplicate record')}: same call, same time, same outcome.`,
        howMany: { count: found.rows, of: found.of },
        example: found.callId === null ? null : shown(found.callId),
        repair: 'Check whether records are copied twice, or whether two systems record the same call; keep one of each.',
      };
    case 'gaps':
      return {
        severity: 'warning',
        what: `${countOf(found.gaps.length, 'gap')} without calls, at times with about ${countOf(found.usualCalls, 'call')} per ${lengthOf(found.stepMs)}.`,
        howMany: { count: found.gaps.length, of: null },
        example: found.gaps[0] === undefined ? null : `${moment(found.gaps[0].from)} to ${moment(found.gaps[0].to)}`,
        repair:
          'Either calls were impossible at that time, or records were lost. Compare with the logs of the switch and of the job that copies its records.',
      };
    case 'late':
      return {
        severity: found.proposed === null ? 'info' : 'warning',
        what: `${percentOf(found.rows, found.of)} of the records arrived after newer ones: all but one in a thousand within ${lengthOf(found.lateMs)}, the latest after ${lengthOf(found.maxMs)}.`,
        howMany: { count: found.rows, of: found.of },
        example: null,
        repair:
          found.proposed === null ? null : `Set settle to ${found.proposed} (now ${found.settle}), so that alert rules wait for them.`,
      };
    case 'mergedAway':
      return {
        severity: found.rows - found.calls > MUCH_MERGED * found.rows ? 'warning' : 'info',
        what: `${countOf(found.rows, 'record')} make ${countOf(found.calls, 'call')}: ${percentOf(found.rows - found.calls, found.rows)} belong to a call that another record decides.`,
        howMany: { count: found.rows - found.calls, of: found.rows },
        example: null,
        repair:
          found.rows - found.calls > MUCH_MERGED * found.rows
            ? 'This is unusually many. Check that the identifier that the records of a call share (callid, linkedid, call_id) is different for each call.'
            : null,
      };
    case 'manyValues':
      return {
        severity: 'info',
        what: `Dimensions with too many values for a readable split: ${listOf(
          found.dimensions.map(({ name, values }) => `${name} (${values.toLocaleString('en-US')})`),
          8
        )}.`,
        howMany: { count: found.dimensions.length, of: null },
        example: found.dimensions[0]?.name ?? null,
        repair: 'Filter by them, or add a dimension that groups their values, such as the prefix of numbers or the domain of addresses.',
      };
    case 'notDone':
      return {
        severity: 'info',
        what: `Not checked: ${found.checks.map(({ check, why }) => `${check} (${why})`).join('; ')}.`,
        howMany: { count: found.checks.length, of: null },
        example: null,
        repair: null,
      };
  }
}

function outcomeText({ outcome, calls }: SeenOutcome, shown: ShowText): string {
  return `${outcome === null ? 'no code' : shown(outcome)} (${countOf(calls, 'call')})`;
}

function outcomesText(outcomes: readonly SeenOutcome[], shown: ShowText): string {
  return listOf(
    outcomes.map((outcome) => outcomeText(outcome, shown)),
    8
  );
}

/** Clocks ahead of ours are east of the zone they are read in. */
function zoneHint(minutes: number, timeZone: string): string {
  return `one whose clock is ${lengthOf(Math.abs(minutes) * 60_000)} ${minutes > 0 ? 'ahead of' : 'behind'} ${timeZone}`;
}
