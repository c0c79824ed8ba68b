import { EditorRow } from '@grafana/plugin-ui';
import { BucketFields } from '../../editor/fields/BucketFields';
import { ShapeField } from '../../editor/fields/ShapeField';
import { SplitFields } from '../../editor/fields/SplitFields';
import type { KindFieldProps } from '../../editor/fields/fieldProps';
import type { KindEditor } from '../editor';
import { TimingFields } from './TimingFields';

/** Which timings, of what, and over time or not. */
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
  help: 'How long calls took to be put through, and how long they lasted',
  Fields: TimingRow,
};
