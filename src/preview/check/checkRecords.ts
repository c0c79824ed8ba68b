import type { WriteStream } from 'node:tty';
import { z } from 'zod';
import { type Diagnosis, FINDINGS, makesNumbersWrong, SEVERITIES } from '../../domain/doctor/finding';
import { CallResultError } from '../../domain/errors';
import type { PreviewDataSource } from '../previewDataSource';
import { checkReport } from '../terminal/checkReport';
import { paintFor } from '../terminal/paint';

const diagnosisSchema = z.object({
  examined: z.object({ from: z.number(), to: z.number(), calls: z.number(), rows: z.number().nullable(), whole: z.boolean() }).nullable(),
  findings: z.array(
    z.object({
      finding: z.enum(FINDINGS),
      severity: z.enum(SEVERITIES),
      what: z.string(),
      howMany: z.object({ count: z.number(), of: z.number().nullable() }).nullable(),
      example: z.string().nullable(),
      repair: z.string().nullable(),
    })
  ),
});

/**
 * Prints what the doctor finds in the records.
 * @returns the exit code: 1 where a number would be wrong, 2 where nothing could be read, else 0
 * @throws CallResultError `store` with the plugin's own sentence if the records cannot be checked
 */
export async function checkRecords(
  source: PreviewDataSource,
  out: WriteStream,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void
): Promise<number> {
  // As "Save & test", which reads all files before the doctor looks at them within seconds.
  const { message, details } = await source.checkHealthAfterImport(say);
  const { success, data: diagnosis } = diagnosisSchema.safeParse(details);
  if (!success) {
    throw new CallResultError('store', message);
  }
  out.write(checkReport(diagnosis, source.title, paintFor(out, env), out.columns));
  return exitCode(diagnosis);
}

function exitCode({ examined, findings }: Diagnosis): number {
  const has = (name: string): boolean => findings.some(({ finding }) => finding === name);
  if (has('nothingRead') || (examined === null && has('notDone'))) {
    return 2;
  }
  return findings.some(makesNumbersWrong) ? 1 : 0;
}
