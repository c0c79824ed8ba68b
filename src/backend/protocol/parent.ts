/** How long a process may outlive its parent. Asking costs one system call. */
const pollMs = 500;

/** Calls `gone` once when the process that started this one has ended, however it ended. */
export function onParentExit(gone: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (!isAlive(parent)) {
      clearInterval(timer);
      gone();
    }
  }, pollMs);
  timer.unref();
}

function isAlive(parent: number): boolean {
  if (process.platform !== 'win32') {
    // An orphan is given to another parent.
    return process.ppid === parent;
  }
  try {
    return process.kill(parent, 0);
  } catch {
    return false;
  }
}
