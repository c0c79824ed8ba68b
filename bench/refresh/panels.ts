import type { Plugin } from '../../src/pluginHost/startPlugin';
import { median, time } from '../measure';
import type { BenchSource } from '../questions';
import { FIRST, LAST } from '../sampleOfTenMillion';

const PANELS = 50;
/** The code that takes requests is compiled by then, on both sides. */
const WARM_UP = 20;
const RUNS = 20;

/** What many equal panels that are opened at once take, next to one, with nothing kept of earlier ones. */
export async function measurePanels(plugin: Plugin, { password, jsonData, ...account }: BenchSource): Promise<string> {
  const dataSource = { uid: 'wall', name: 'wall', ...account, secureJsonData: { password }, jsonData: { version: 1, ...jsonData } };
  const open = (panels: number) =>
    Array.from({ length: panels }, async () => {
      const queries = [{ refId: 'A', version: 1, kind: 'trend', bucket: '1h', fresh: true }];
      const [answer] = await plugin.query({ dataSource, queries, from: FIRST, to: LAST, intervalMs: 60_000, maxDataPoints: 50_000 });
      if (answer?.error) {
        throw new Error(answer.error.message);
      }
    });
  const [one, all]: [number[], number[]] = [[], []];
  for (let run = 0; run < WARM_UP + RUNS; run++) {
    const times = [await time(() => Promise.all(open(1))), await time(() => Promise.all(open(PANELS)))] as const;
    if (run >= WARM_UP) {
      one.push(times[0]);
      all.push(times[1]);
    }
  }
  const ratio = (median(all) / median(one)).toFixed(2);
  return `hourly trend: one panel in ${median(one).toFixed(0)} ms, ${PANELS} equal panels at once in ${median(all).toFixed(0)} ms, ratio ${ratio}`;
}
