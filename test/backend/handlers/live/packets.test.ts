/** Packets of large answers carry the rows that changed: together with the answer of before they make the whole one. */
import { patchedRows } from '../../../../src/domain/patchedRows';
import type { Frame } from '../../../../src/backend/frames/frame';
import { nextPacket, wholePacket } from '../../../../src/backend/handlers/live/packets';
import { readPacket, type ReadPacket } from './liveHarness';

const SERIES = 20;
const META: Frame['meta'] = {
  type: 'timeseries-wide',
  typeVersion: [0, 1],
  custom: {},
  executedQueryString: '',
  preferredVisualisationType: 'graph',
};

/** Rows from one minute to another, each with values that a number makes. */
function frameOf(from: number, to: number, at: number, valueOf: (minute: number, series: number) => number, names = 'trunk'): Frame {
  const minutes = Array.from({ length: to - from }, (_, index) => from + index);
  return {
    name: 'trend',
    refId: 'A',
    meta: { ...META, custom: { live: { at, everyMs: 5_000 } } },
    fields: [
      { name: 'time', type: 'time', config: {}, nullable: false, values: Float64Array.from(minutes) },
      ...Array.from({ length: SERIES }, (_, series) => ({
        name: 'calls',
        type: 'number' as const,
        labels: { [names]: String(series) },
        config: {},
        nullable: false,
        values: Float64Array.from(minutes, (minute) => valueOf(minute, series)),
      })),
    ],
  };
}

/** What the browser does with a packet, by hand. */
function apply(before: readonly (readonly unknown[])[], { patch, data }: ReadPacket): readonly (readonly unknown[])[] {
  if (patch === undefined) {
    return data.values;
  }
  const [times = []] = before as number[][];
  const [patchTimes = []] = data.values as number[][];
  const rows = patchedRows(times, patchTimes, patch.from);
  return data.values.map((values, field) => rows.map(({ of, row }) => (of === 'patch' ? values : before[field]!)[row]));
}

test('a window that goes on, with records that come late, is pushed as the rows that changed, and stays equal', () => {
  let seed = 7;
  const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
  const late = new Map<string, number>();
  const valueOf = (minute: number, series: number) => (minute % 7) * series + (late.get(`${minute}.${series}`) ?? 0);
  let [from, to] = [0, 500];
  let pushed = { frames: [frameOf(from, to, 0, valueOf)], at: 0 };
  let shown = apply([], readPacket(nextPacket(pushed, null)));
  let sent = 0;
  for (let at = 1; at <= 60; at++) {
    from += random(3);
    to = Math.max(to + random(3), from + 450);
    for (let changes = random(4); changes > 0; changes--) {
      late.set(`${from + random(to - from)}.${random(SERIES)}`, random(100) === 0 ? NaN : random(50));
    }
    const next = { frames: [frameOf(from, to, at, valueOf)], at };
    const packet = readPacket(nextPacket(next, pushed));
    expect(packet.schema.meta.custom.live).toEqual({ at, everyMs: 5_000, after: at - 1 });
    shown = apply(shown, packet);
    sent += packet.data.values[0]!.length;
    expect(JSON.stringify(shown)).toBe(JSON.stringify(readPacket(wholePacket(next)).data.values));
    pushed = next;
  }
  expect(sent).toBeLessThan(60 * 10);
});

test.each([
  ['a small one', frameOf(0, 20, 1, () => 2)],
  ['one with other labels', frameOf(0, 500, 1, () => 2, 'carrier')],
  [
    'one that lacks rows in the middle',
    withoutRow(
      frameOf(0, 500, 1, () => 2),
      250
    ),
  ],
  ['one whose rows are not told by their time', { ...frameOf(0, 500, 1, () => 2), fields: frameOf(0, 500, 1, () => 2).fields.slice(1) }],
])('is pushed whole: %s', (_what, frame) => {
  const packet = readPacket(nextPacket({ frames: [frame], at: 1 }, { frames: [frameOf(0, 500, 0, () => 1)], at: 0 }));
  expect(packet).not.toHaveProperty('patch');
  expect(packet.data.values[0]).toHaveLength(frame.fields[0]!.values.length);
});

function withoutRow(frame: Frame, row: number): Frame {
  const fields = frame.fields.map((field) =>
    field.type === 'string' ? field : { ...field, values: field.values.filter((_, index) => index !== row) }
  );
  return { ...frame, fields };
}
