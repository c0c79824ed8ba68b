import { FieldColorBuilder, FieldColorModeId, ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';

/** Colors of a level, as words so that both themes show their own shade. */
const [GOOD, DOUBTFUL, BAD] = ['green', 'orange', 'red'];

/** Green from `good` upwards, red below `bad`. */
export const higherIsBetter = (bad: number, good: number) => steps([null, BAD], [bad, DOUBTFUL], [good, GOOD]);

/** Green below `good`, red from `bad` upwards. */
export const lowerIsBetter = (good: number, bad: number) => steps([null, GOOD], [good, DOUBTFUL], [bad, BAD]);

/** One color, whatever the number. */
export const plain = (color: string) => new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(color);

export const byThresholds = () => new FieldColorBuilder().mode(FieldColorModeId.Thresholds);

function steps(...levels: (readonly [number | null, string | undefined])[]) {
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps(levels.map(([value, color]) => ({ value, color: color ?? 'text' })));
}

/** Levels that telephone networks usually judge by; a network that knows better changes them in the panel. */
export const LEVELS = {
  ASR: higherIsBetter(0.4, 0.55),
  NER: higherIsBetter(0.9, 0.95),
  postDialDelay: lowerIsBetter(5_000, 10_000),
  shortCalls: lowerIsBetter(0.05, 0.1),
} as const;
