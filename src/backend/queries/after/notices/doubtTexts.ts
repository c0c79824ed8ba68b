import type { ShowText } from '../../../../domain/numberMask';
import type { Unread } from '../../../stores/answer';
import type { ColumnDoubt } from '../../../stores/columnDoubts';
import type { Notice } from '../tables/table';

const MAX_COLUMNS = 20;

/** What is doubtful, and what to do; `isWrong` where numbers are other than a reader expects. */
export interface DoubtText {
  readonly what: string;
  readonly repair: string;
  readonly isWrong: boolean;
}

export function doubtText(doubt: ColumnDoubt, shown: ShowText): DoubtText {
  const rows = `${doubt.rows.toLocaleString('en-US')} ${doubt.rows === 1 ? 'record' : 'records'}`;
  switch (doubt.doubt) {
    case 'emptyColumns':
      return { ...emptyText(doubt, rows), isWrong: doubt.of !== 'other' };
    case 'alwaysAnswered':
      return {
        what: `Column ${doubt.column} says of all ${rows} that the call was answered, for example "${shown(doubt.example)}".`,
        repair: `If calls failed among them, enter another column than ${doubt.column} for the answer.`,
        isWrong: true,
      };
    case 'noTimeOfDay':
      return {
        what: `The times in column ${doubt.column} have no time of day, for example "${shown(doubt.example)}", so calls count at midnight.`,
        repair: 'Enter a column with date and time under columns, or two that are joined, such as ["date", "time"].',
        isWrong: true,
      };
    case 'timesAsKey':
      return {
        what: `Column ${doubt.column}, which the rows of one call share, has times in all ${rows}, for example "${shown(doubt.example)}", so calls of the same time count as one.`,
        repair: 'If names of columns are exchanged, correct them, or enter the right columns under columns.',
        isWrong: true,
      };
    case 'unknownAnswers':
      return {
        what: `Column ${doubt.column} says of ${rows} neither that the call was answered nor that it was not, for example "${shown(doubt.example)}"; these do not count as answered by it.`,
        repair:
          'Enter the column as the word of the outcome and add its values to the disposition mapping, or add those that mean no value to missing.',
        isWrong: true,
      };
    case 'unbridgedLegs': {
      const isOne = doubt.rows === 1;
      const alike = `${rows} without ${doubt.column} ${isOne ? 'is' : 'are'} equal to another in caller, called number, time and cause, for example ${shown(doubt.example)}`;
      return doubt.areMerged
        ? {
            what: `${alike}; since other records name each other (legs=ab), ${isOne ? 'it counts' : 'they count'} as the other leg of a call.`,
            repair: doubt.repair,
            isWrong: false,
          }
        : {
            what: `${alike}; ${isOne ? 'it counts as a call' : 'they count as calls'}, but if both legs are written (legs=ab), ${isOne ? 'it is' : 'they are'} the other leg of one.`,
            repair: doubt.repair,
            isWrong: true,
          };
    }
    case 'noCalls': {
      const values = doubt.values.map((value) => `"${value}"`).join(' or ');
      const example = shown(doubt.example);
      return {
        what: `${doubt.table} has ${rows}, none of which is a call: calls have ${doubt.not ? 'another value than ' : ''}${values} in column ${doubt.column}, and there is ${example === '' ? 'no value' : `for example "${example}"`}.`,
        repair: 'Correct the name of the column in the records or under columns, or the values under only.',
        isWrong: true,
      };
    }
  }
}

function emptyText({ of, columns }: Extract<ColumnDoubt, { doubt: 'emptyColumns' }>, rows: string): Pick<DoubtText, 'what' | 'repair'> {
  const more = columns.length - MAX_COLUMNS;
  const names = `${columns.length === 1 ? 'Column' : 'Columns'} ${columns.slice(0, MAX_COLUMNS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const empty = `${names} ${columns.length === 1 ? 'has' : 'have'} no value in any of ${rows}`;
  switch (of) {
    case 'key':
      return {
        what: `${empty}, so no rows are merged and every row counts as a call.`,
        repair: 'Have the system write what the rows of a call share, or enter the column that holds it under merge.key.',
      };
    case 'callTime':
      return {
        what: `${empty}, so calls count at another of their times.`,
        repair: 'Correct the name under columns, or choose another callTime.',
      };
    case 'other':
      return {
        what: `${empty}.`,
        repair: 'If they should, correct their names under columns, or check the system that writes the records.',
      };
  }
}

/** Of doubts by which numbers are other than a reader expects. */
export function doubtNotices({ doubts = [], doubtsOf }: Pick<Unread, 'doubts' | 'doubtsOf'>, shown: ShowText): Notice[] {
  const wrong = doubts.map((doubt) => doubtText(doubt, shown)).filter(({ isWrong }) => isWrong);
  if (wrong.length === 0) {
    return [];
  }
  const checked = doubtsOf === undefined ? '' : ` (${doubtsOf.toLocaleString('en-US')} records were checked, not all.)`;
  return wrong.map(({ what, repair }) => ({ severity: 'warning', text: `${what} ${repair}${checked}` }));
}
