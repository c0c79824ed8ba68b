import { useStyles2 } from '@grafana/ui';
import { useId } from 'react';
import { SERVERS } from '../../domain/engines/engines';
import { tableNames } from '../../domain/layouts/layout';
import { LAYOUTS } from '../../domain/layouts/layouts';
import { DEFAULT_LAYOUT } from '../../domain/settings';
import { CommittedInput } from '../parts/CommittedInput';
import type { SectionProps, ServerSettings } from './editedSettings';
import { settingSection } from './settingField';
import { getTableStyles } from './tableStyles';
import { FoldedSection } from './FoldedSection';
import { setSummary } from './setSummary';
import { t } from '../locale/translate';

/** Names of the database's tables where they differ from the layout's. */
export function TablesSection({ settings, change, readOnly }: SectionProps<ServerSettings>) {
  const styles = useStyles2(getTableStyles);
  const prefix = useId();
  const own: Readonly<Record<string, string>> = settings.tables ?? {};
  const rename = (name: string, table: string) => {
    const others = Object.entries(own).filter(([key]) => key !== name);
    change({ tables: Object.fromEntries(table === '' ? others : [...others, [name, table]]) });
  };
  return (
    <FoldedSection {...settingSection('tables', t(SERVERS[settings.engine].tablesHint))} summary={setSummary(settings, ['tables'])}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('Table of the layout')}</th>
            <th>{t('Table or view of your database')}</th>
          </tr>
        </thead>
        <tbody>
          {tableNames(LAYOUTS[settings.layout ?? DEFAULT_LAYOUT]).map((name) => (
            <tr key={name}>
              <td>
                <label htmlFor={`${prefix}-${name}`} className={styles.code}>
                  {name}
                </label>
              </td>
              <td>
                <CommittedInput
                  id={`${prefix}-${name}`}
                  aria-label={t('Table for {{name}}', { name })}
                  value={own[name] ?? ''}
                  placeholder={name}
                  onCommit={(table) => rename(name, table)}
                  disabled={readOnly}
                  spellCheck={false}
                  width={40}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </FoldedSection>
  );
}
