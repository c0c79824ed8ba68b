import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ConfigSection } from '@grafana/plugin-ui';
import { Input, useStyles2 } from '@grafana/ui';
import { useId } from 'react';
import { LAYOUT_FACTS } from '../../domain/layoutFacts';
import { DEFAULT_LAYOUT, type SectionProps } from './editedSettings';
import { getTableStyles } from './tableStyles';

/** Names of the records' own columns where they differ from the layout's. */
export function ColumnsSection({ settings, change, readOnly }: SectionProps) {
  const styles = useStyles2(getStyles);
  const table = useStyles2(getTableStyles);
  const prefix = useId();
  const own: Readonly<Record<string, string>> = settings.columns ?? {};
  const rename = (name: string, column: string) => {
    const others = Object.entries(own).filter(([key]) => key !== name);
    change({ columns: Object.fromEntries(column === '' ? others : [...others, [name, column]]) });
  };
  return (
    <ConfigSection
      title="Columns"
      description="Only where the records name a column differently. Columns of the layout's own name are found by themselves."
      isCollapsible
      isInitiallyOpen={Object.keys(own).length > 0}
    >
      <table className={table.table}>
        <thead>
          <tr>
            <th>Column of the layout</th>
            <th>Meaning</th>
            <th>Column of your records</th>
          </tr>
        </thead>
        <tbody>
          {LAYOUT_FACTS[settings.layout ?? DEFAULT_LAYOUT].columns.map(({ name, meaning }) => (
            <tr key={name}>
              <td>
                <label htmlFor={`${prefix}-${name}`} className={styles.code}>
                  {name}
                </label>
              </td>
              <td className={styles.meaning}>{meaning}</td>
              <td>
                <Input
                  id={`${prefix}-${name}`}
                  aria-label={`Column for ${name}`}
                  value={own[name] ?? ''}
                  placeholder={name}
                  onChange={({ currentTarget }) => rename(name, currentTarget.value)}
                  disabled={readOnly}
                  spellCheck={false}
                  width={28}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ConfigSection>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  code: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize, margin: 0 }),
  meaning: css({ color: theme.colors.text.secondary }),
});
