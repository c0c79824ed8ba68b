import { css } from '@emotion/css';
import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { EDITORS } from '../../kinds/editors';
import { QUERY_KINDS, type QueryKind } from '../../kinds/kinds';
import { ofKind } from '../fields/editedQuery';
import type { FieldProps } from '../fields/fieldProps';

const KINDS: SelectableValue<QueryKind>[] = QUERY_KINDS.map((kind) => ({
  value: kind,
  label: EDITORS[kind].title,
  description: EDITORS[kind].help,
}));

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
