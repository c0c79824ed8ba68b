/** How long one look at the clock is after the other, and how much of it counts at most. */
const STEP_MS = 250;
const MAX_STEP_MS = 2 * STEP_MS;

/**
 * Calls back when it has waited for so long, unless it is ended before. Time in which this process was too busy to read what had arrived does not
 * count: whoever waits for an answer must not take it for late because of that.
 * @returns ends the wait
 */
export function patience(ms: number, onOver: () => void): () => void {
  let left = ms;
  let timer: NodeJS.Timeout;
  const wait = () => {
    const began = performance.now();
    timer = setTimeout(
      () => {
        const passed = performance.now() - began;
        left -= Math.min(passed, MAX_STEP_MS);
        if (left > 0) {
          wait();
        } else if (passed > MAX_STEP_MS) {
          left = STEP_MS;
          wait();
        } else {
          onOver();
        }
      },
      Math.min(left, STEP_MS)
    );
  };
  wait();
  return () => clearTimeout(timer);
}
