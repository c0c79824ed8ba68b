import { Text, useStyles2 } from '@grafana/ui';
import { RESULT_FACTS } from '../../domain/results';
import { DEFAULT_RULES } from '../../domain/rules';
import { ResultLabel } from '../parts/ResultLabel';
import { getTableStyles } from './tableStyles';
import { t } from '../locale/translate';

/** The rules that always apply last, read only. */
export function DefaultRules() {
  const styles = useStyles2(getTableStyles);
  const rows = [
    ...DEFAULT_RULES.map(({ codes, result }) => ({ codes: (codes ?? '').replaceAll(',', ', '), result })),
    { codes: t('everything else'), result: 'unclassified' as const },
  ];
  return (
    <table className={styles.table} aria-label={t('Default rules')}>
      <thead>
        <tr>
          <th>{t('Codes')}</th>
          <th>{t('Result')}</th>
          <th>{t('Meaning')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ codes, result }) => (
          <tr key={codes}>
            <td>{codes}</td>
            <td>
              <ResultLabel result={result} />
            </td>
            <td>
              <Text color="secondary">{t(RESULT_FACTS[result].meaning)}</Text>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
