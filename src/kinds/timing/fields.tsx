import { EditorRow } from '@grafana/plugin-ui';
import { BucketFields } from '../../editor/fields/BucketFields';
import { ShapeField } from '../../editor/fields/ShapeField';
import { SplitFields } from '../../editor/fields/SplitFields';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import type { KindEditor } from '../editor';
import { TimingFields } from './TimingFields';

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
  title: 'Timing',
  help: 'Post-dial delay, setup time and duration of calls',
  Fields: TimingRow,
};
