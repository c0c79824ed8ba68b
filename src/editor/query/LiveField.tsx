import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { Switch, useStyles2 } from '@grafana/ui';
import { useId } from 'react';
import type { FieldProps } from '../fields/fieldProps';
import { t } from '../locale/translate';

/** Whether the panel is kept up to date by the server. */
export function LiveField({ query, change }: FieldProps) {
  const id = useId();
  const styles = useStyles2(getStyles);
  return (
    <EditorField
      label={t('Live')}
      htmlFor={id}
      tooltip={t(
        'Keeps the panel up to date while it is on screen, without a refresh of the dashboard. The data source settings say how often.'
      )}
    >
      <div className={styles.control}>
        <Switch
          id={id}
          value={query.live === true}
          onChange={({ currentTarget }) => change({ live: currentTarget.checked || undefined })}
        />
      </div>
    </EditorField>
  );
}

/** As high as the other controls of the row, so that the labels above them are on one line. */
const getStyles = (theme: GrafanaTheme2) => ({
  control: css({ display: 'flex', alignItems: 'center', height: theme.spacing(theme.components.height.md) }),
});
