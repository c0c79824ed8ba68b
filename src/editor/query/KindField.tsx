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
    <EditorField label="Query kind" tooltip="What the query returns.">
      <RadioButtonGroup
        aria-label="Query kind"
        className={styles.kinds}
        options={KINDS}
        value={query.kind}
        onChange={(kind) => change(ofKind(query, kind))}
      />
    </EditorField>
  );
}

/** In a narrow editor they wrap. */
const getStyles = () => ({ kinds: css({ flexWrap: 'wrap', maxWidth: '100%' }) });
