import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PREFIX = 'callresult-';
/** Those of this process, which are gone when it ends. */
const folders = new Set<string>();
process.once('exit', () => folders.forEach(removeWorkFolder));

/**
 * A folder of this process's own for merged calls and for what the engine must spill; gone when the process ends, or with `removeWorkFolder`.
 * Null if the system has no place to write: the engine then keeps everything in memory.
 */
export function makeWorkFolder(): string | null {
  const parent = tmpdir();
  try {
    removeLeftovers(parent);
    const folder = mkdtempSync(path.join(parent, `${PREFIX}${process.pid}-`));
    folders.add(folder);
    return folder;
  } catch {
    return null;
  }
}

export function removeWorkFolder(folder: string): void {
  folders.delete(folder);
  rmSync(folder, { recursive: true, force: true });
}

/** Folders of processes that were killed before they could clean up. */
function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && Number(pid) !== process.pid && !isRunning(Number(pid))) {
      rmSync(path.join(parent, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
