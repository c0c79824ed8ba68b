import { Text, useStyles2 } from '@grafana/ui';
import { RESULT_FACTS } from '../../domain/results';
import { DEFAULT_RULES } from '../../domain/rules';
import { ResultLabel } from '../parts/ResultLabel';
import { getTableStyles } from './tableStyles';

/** The rules that always apply last, read only. */
export function DefaultRules() {
  const styles = useStyles2(getTableStyles);
  const rows = [
    ...DEFAULT_RULES.map(({ codes, result }) => ({ codes: (codes ?? '').replaceAll(',', ', '), result })),
    { codes: 'everything else', result: 'unclassified' as const },
  ];
  return (
    <table className={styles.table} aria-label="Default rules">
      <thead>
        <tr>
          <th>Codes</th>
          <th>Result</th>
          <th>Meaning</th>
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
              <Text color="secondary">{RESULT_FACTS[result].meaning}</Text>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
