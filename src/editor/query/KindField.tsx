import { css } from '@emotion/css';
import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup, useStyles2 } from '@grafana/ui';
import type { QueryKind } from '../../kinds/kinds';
import { ofKind } from '../fields/editedQuery';
import type { FieldProps } from '../fields/fieldProps';

const KINDS: SelectableValue<QueryKind>[] = [
  { value: 'distribution', label: 'Distribution', description: 'How many calls ended in which way, over the whole time range' },
  { value: 'trend', label: 'Trend', description: 'The same over time' },
  { value: 'codes', label: 'Codes', description: 'Which status codes stand behind the results' },
  { value: 'ratio', label: 'Ratio', description: 'ASR and its kin, or any share of calls' },
  { value: 'verdict', label: 'Verdict', description: 'Passed or failed: per test run, per value of a dimension, or for the whole range' },
  { value: 'timing', label: 'Timing', description: 'How long calls took to be put through, and how long they lasted' },
  { value: 'calls', label: 'Calls', description: 'The calls themselves' },
  { value: 'comparison', label: 'Comparison', description: 'What got worse or better against a baseline' },
  { value: 'triage', label: 'Triage', description: 'What is wrong with the calls that were not answered, and what to check first' },
  { value: 'changes', label: 'Changes', description: 'What explains the change of the answered share' },
  { value: 'annotations', label: 'Events', description: 'Moments worth marking: something new, runs, failed runs, thresholds crossed' },
];

export function KindField({ query, change }: FieldProps) {
  const styles = useStyles2(getStyles);
  return (
    <EditorField
      label="Show"
      tooltip="Distribution and trend count results; codes lists the status codes behind them; ratio puts calls in relation; verdict says whether they passed."
    >
      <RadioButtonGroup
        aria-label="Show"
        className={styles.kinds}
        options={KINDS}
        value={query.kind}
        onChange={(kind) => change(ofKind(query, kind))}
      />
    </EditorField>
  );
}

/** In a narrow editor they stand in several lines. */
const getStyles = () => ({ kinds: css({ flexWrap: 'wrap', maxWidth: '100%' }) });
