import path from 'node:path';
import type * as Grafana from '@grafana/data';
import type { DataFrame, DataLink, DateTime, FieldType, TimeRange } from '@grafana/data';
import { shownFrames } from '../../src/editor/shownFrames';

/** The one file of Grafana's that makes addresses of links; its package as a whole needs a browser. */
const { mapInternalLinkToExplore } = jest.requireActual<Pick<typeof Grafana, 'mapInternalLinkToExplore'>>(
  path.resolve(__dirname, '../../node_modules/@grafana/data/dist/cjs/utils/dataLinks.cjs')
);

const RANGE: TimeRange = { from: {} as DateTime, to: {} as DateTime, raw: { from: 'now-3h', to: 'now' } };
const REQUEST = { range: RANGE, targets: [], intervalMs: 60_000, maxDataPoints: 500 };
const internal = { datasourceUid: 'calls', datasourceName: 'Calls', query: { refId: 'A', kind: 'calls', results: ['${__value.raw}'] } };

function frameWith(links: DataLink[] | undefined): DataFrame {
  return {
    length: 1,
    fields: [{ name: 'result', type: 'string' as FieldType, values: ['busy'], config: links === undefined ? {} : { links } }],
  };
}

test('a link to calls opens Explore at the range of the panel', () => {
  const [frame] = shownFrames([frameWith([{ title: 'Show the calls with this result', url: '', internal }])], REQUEST);
  const field = frame!.fields[0]!;
  const link = field.config.links![0]!;
  // As Grafana's panels do it: they pass on the link's own range.
  const { href } = mapInternalLinkToExplore({
    link,
    internalLink: link.internal!,
    scopedVars: {},
    range: link.internal!.range!,
    field,
    replaceVariables: (text) => text.replace('${__value.raw}', 'busy'),
  });
  const state = JSON.parse(new URL(href, 'http://grafana.example').searchParams.get('left') ?? '') as object;
  expect(state).toMatchObject({
    range: { from: 'now-3h', to: 'now' },
    datasource: 'calls',
    queries: [{ kind: 'calls', results: ['busy'] }],
  });
});

test('everything else stays as it was answered', () => {
  const plain = frameWith(undefined);
  const outside = frameWith([{ title: 'Show this call', url: 'https://homer.example/', targetBlank: true }]);
  const frames = shownFrames([plain, outside], REQUEST);
  expect(frames[0]).toBe(plain);
  expect(frames[1]).toBe(outside);
});
