import type { Comparison } from './measure';

/** A table as docs/performance.md has it. */
export function printComparisons(title: string, other: string, rows: readonly Comparison[]): void {
  process.stdout.write(`\n| ${title} | plugin, query to Arrow bytes | ${other} | ratio |\n| --- | --- | --- | --- |\n`);
  for (const { name, oursMs, theirsMs } of rows) {
    process.stdout.write(`| ${name} | ${oursMs.toFixed(1)} ms | ${theirsMs.toFixed(1)} ms | ${(oursMs / theirsMs).toFixed(2)} |\n`);
  }
}
