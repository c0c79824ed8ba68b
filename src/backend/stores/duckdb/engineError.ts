import { CallResultError } from '../../../domain/errors';

const NO_TEMPORARY_SPACE = /max_temp_directory_size|failed to offload/i;
const NO_MEMORY = /out of memory/i;
const NO_SPACE = /no space left|could not write/i;

/** Whether a statement lacked memory or space, which tells nothing of the files that it read. */
export function lacksRoom({ cause }: CallResultError): boolean {
  const text = textOf(cause);
  return NO_MEMORY.test(text) || NO_SPACE.test(text);
}

/** Says what an error of the engine means for the person at the dashboard. */
export function engineError(error: unknown): CallResultError {
  if (error instanceof CallResultError) {
    return error;
  }
  const text = textOf(error);
  const said = (message: string) => new CallResultError('store', message, { cause: error });
  if (NO_TEMPORARY_SPACE.test(error instanceof Error ? error.message : text)) {
    return said(
      `This needs more temporary disk space than the file engine may use. Use a shorter time range, fewer values or smaller files, or raise temp_limit_mb of the plugin in grafana.ini. (${text})`
    );
  }
  if (NO_MEMORY.test(text)) {
    return said(
      `The query needs more memory than the file engine may use. Use a shorter time range or fewer values, or raise memory_limit_mb of the plugin in grafana.ini. (${text})`
    );
  }
  if (NO_SPACE.test(text)) {
    return said(`The server's temporary folder is full. Free some space. (${text})`);
  }
  if (/permission error|permission denied/i.test(text)) {
    return said(`The records cannot be read. Allow Grafana's user to read them, inside the records folder. (${text})`);
  }
  if (/no files found|cannot open file|no such file/i.test(text)) {
    return said(`A file of the records was removed while it was read. Run the query again. (${text})`);
  }
  return said(`The records cannot be read: ${text}`);
}

/** The first line of what an error says. */
function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
