import type { Diagnosis } from './finding';

/** What was checked, and that nothing was found where that is so. */
export function examinedText({ examined, findings }: Diagnosis): string {
  if (examined === null) {
    const inTime = findings.every(({ finding }) => finding !== 'notDone');
    return inTime ? 'The records have no calls yet.' : 'The newest records could not be read in time.';
  }
  const { from, to, calls, whole } = examined;
  const well = findings.some(({ severity }) => severity !== 'info') ? '' : ' No problems found.';
  return `Checked ${calls.toLocaleString('en-US')} ${calls === 1 ? 'call' : 'calls'} from ${minute(from)} to ${minute(to - 1)} UTC, the newest ${whole ? 'day' : 'part'} of the records.${well}`;
}

function minute(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ');
}
