import { EditorRow } from '@grafana/plugin-ui';
import { BucketFields } from '../../editor/fields/BucketFields';
import { ShapeField } from '../../editor/fields/ShapeField';
import { SplitFields } from '../../editor/fields/SplitFields';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import { listed, overTime } from '../../editor/fields/summaryWords';
import { TIMING_FACTS } from '../../domain/timings';
import type { EditedQuery } from '../../editor/fields/editedQuery';
import type { KindEditor } from '../editor';
import { TimingFields } from './TimingFields';
import { message, t } from '../../editor/locale/translate';

/** The timings, their split, and their buckets. */
function TimingRow(props: KindFieldProps) {
  return (
    <EditorRow>
      <TimingFields {...props} />
      {props.query.over !== 'histogram' && <SplitFields {...props} />}
      {props.query.over !== undefined && props.query.over !== 'range' && <BucketFields {...props} />}
      {props.query.over !== 'histogram' && <ShapeField {...props} />}
    </EditorRow>
  );
}

export const timingEditor: KindEditor = {
  title: message('Timing'),
  help: message('Post-dial delay, setup time and duration of calls'),
  question: 'Is that good enough?',
  panels: panelsOf,
  summary: summaryOf,
  Fields: TimingRow,
};

function panelsOf({ over = 'range', shape }: EditedQuery): readonly string[] {
  switch (over) {
    case 'range':
      return shape === 'table' ? ['Table'] : ['Stat', 'Bar gauge'];
    case 'time':
      return shape === 'table' ? ['Table'] : ['Time series'];
    case 'histogram':
      return ['Heatmap'];
  }
}

function summaryOf(query: EditedQuery): string {
  const { over, timings, statistics = ['p95'], measures = [], byResult } = query;
  const titles = (timings ?? (measures.length === 0 ? (['pdd'] as const) : [])).map((timing) => t(TIMING_FACTS[timing].title));
  if (over === 'histogram') {
    return overTime(t('Histogram of {{timings}}', { timings: listed(titles) }), query);
  }
  const numbers =
    titles.length === 0 ? [] : [t('{{statistics}} of {{timings}}', { statistics: listed(statistics), timings: listed(titles) })];
  const words = overTime(listed([...numbers, ...measures]), query);
  return byResult === true ? t('{{words}}, by result', { words }) : words;
}
