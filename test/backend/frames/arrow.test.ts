import fc from 'fast-check';
import { encodeFrame } from '../../../src/backend/frames/arrow';
import type { Field, Frame } from '../../../src/backend/frames/frame';
import { nanoseconds } from '../../../src/backend/frames/nanoseconds';
import { decodeFrame } from './decodeFrame';

const META = { type: 'table', typeVersion: [0, 1], custom: {}, executedQueryString: '', preferredVisualisationType: 'table' } as const;

function frameOf(...fields: Field[]): Frame {
  return { name: 'frame', refId: 'A', meta: META, fields };
}

/** A number that may be missing, and a text that may be. */
const anyNumber = fc.oneof(fc.double({ noDefaultInfinity: true }), fc.constant(NaN));
const anyText = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', 'ä€😀', 'x'.repeat(1_000))));

test('whatever is encoded is read back by Arrow as it was', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ time: fc.integer({ min: Date.parse('1678-01-01'), max: Date.parse('2262-01-01') }), number: anyNumber, text: anyText }),
        { maxLength: 200 }
      ),
      (rows) => {
        const frame = frameOf(
          { type: 'number', name: 'n', config: {}, nullable: true, values: Float64Array.from(rows, ({ number }) => number) },
          { type: 'string', name: 's', config: {}, nullable: true, values: rows.map(({ text }) => text) },
          {
            type: 'number',
            name: 'n',
            labels: { a: 'b' },
            config: { unit: 'x' },
            nullable: false,
            values: Float64Array.from(rows, (_, row) => row),
          }
        );
        const { fields } = decodeFrame(encodeFrame(frame));
        expect(fields.map(({ values }) => values)).toEqual([
          rows.map(({ number }) => (Number.isNaN(number) ? null : number)),
          rows.map(({ text }) => text),
          rows.map((_, row) => row),
        ]);
        expect([...nanoseconds(Float64Array.from(rows, ({ time }) => time))]).toEqual(rows.map(({ time }) => BigInt(time) * 1_000_000n));
      }
    )
  );
});

test('names, labels, configuration and types stand where Grafana looks for them', () => {
  const decoded = decodeFrame(
    encodeFrame(
      frameOf(
        { type: 'time', name: 'time', config: {}, nullable: false, values: Float64Array.of(Date.parse('2026-11-23T08:00:00Z')) },
        {
          type: 'number',
          name: 'calls',
          labels: { result: 'busy' },
          config: { unit: 'locale', decimals: 0 },
          nullable: true,
          values: Float64Array.of(1.5),
        },
        { type: 'string', name: 'result', config: {}, nullable: false, values: ['busy'] }
      )
    )
  );
  expect(decoded).toEqual({
    name: 'frame',
    refId: 'A',
    meta: META,
    fields: [
      {
        name: 'time',
        arrowType: 'Timestamp<NANOSECOND>',
        nullable: false,
        tstype: 'time',
        labels: undefined,
        config: {},
        values: [Date.parse('2026-11-23T08:00:00Z')],
      },
      {
        name: 'calls',
        arrowType: 'Float64',
        nullable: true,
        tstype: 'number',
        labels: { result: 'busy' },
        config: { unit: 'locale', decimals: 0 },
        values: [1.5],
      },
      { name: 'result', arrowType: 'Utf8', nullable: false, tstype: 'string', labels: undefined, config: {}, values: ['busy'] },
    ],
  });
});

test('a frame is an Arrow file, not a stream', () => {
  const bytes = encodeFrame(frameOf());
  const magic = (part: Uint8Array) => new TextDecoder().decode(part);
  expect(magic(bytes.subarray(0, 6))).toBe('ARROW1');
  expect(magic(bytes.subarray(-6))).toBe('ARROW1');
});

test('a frame without fields keeps its description', () => {
  expect(decodeFrame(encodeFrame(frameOf()))).toEqual({ name: 'frame', refId: 'A', meta: META, fields: [] });
});
