import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Space, Text, useStyles2 } from '@grafana/ui';
import type { MappedOutcome, MappingAnswer } from '../../domain/doctor/mapping';
import { reasonPhrase } from '../../domain/reasonPhrases';
import type { EditedSettings } from '../editorDataSource';
import { ResultLabel } from '../parts/ResultLabel';
import type { Loaded } from '../parts/useLoaded';
import { useMapping } from './askedRecords';
import type { Options } from './options';
import { getTableStyles } from './tableStyles';
import { FoldedSection } from './FoldedSection';
import { numberText, t } from '../locale/translate';

interface Props {
  readonly options: Options;
  readonly settings: EditedSettings;
}

/** Every code and disposition of the newest records with its result, and the effect of changes before they are saved. */
export function MappingSection({ options, settings }: Props) {
  const styles = useStyles2(getTableStyles);
  const own = useStyles2(getStyles);
  const mapping = useMapping(options, settings);
  const outcomes = mapping.state === 'loaded' ? mapping.value.outcomes : [];
  return (
    <FoldedSection
      title={t('Codes and results')}
      description={t(
        'The status codes and dispositions of your newest records with their results, including changes above that are not saved yet.'
      )}
      summary={foundOf(mapping)}
    >
      <div role="status">
        <Text color="secondary" variant="bodySmall">
          {hintOf(mapping)}
        </Text>
      </div>
      <Space v={1} />
      {outcomes.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('Code or disposition')}</th>
              <th className={own.number}>{t('Calls')}</th>
              <th>{t('Result')}</th>
              <th>{t('Rule')}</th>
            </tr>
          </thead>
          <tbody>
            {outcomes.map((outcome) => (
              <OutcomeRow key={JSON.stringify([outcome.code, outcome.word, outcome.now, outcome.then])} outcome={outcome} />
            ))}
          </tbody>
        </table>
      )}
    </FoldedSection>
  );
}

function OutcomeRow({ outcome: { code, word, calls, now, then } }: { readonly outcome: MappedOutcome }) {
  const styles = useStyles2(getTableStyles);
  const own = useStyles2(getStyles);
  const moves = then !== null && then.result !== now?.result;
  const rule = (then ?? now)?.rule;
  const phrase = code === null ? null : reasonPhrase(code);
  return (
    <tr className={cx(moves && own.moved)}>
      <td>
        <span className={styles.code}>{word ?? code ?? t('no code')}</span>{' '}
        {phrase !== null && <span className={styles.meaning}>{phrase.phrase}</span>}
      </td>
      <td className={own.number}>{numberText(calls)}</td>
      <td>
        {now !== null && <ResultLabel result={now.result} />}
        {moves && (
          <>
            {now === null ? '→ ' : ' → '}
            <ResultLabel result={then.result} />
          </>
        )}
      </td>
      <td className={styles.meaning}>{rule ?? t('no rule matches')}</td>
    </tr>
  );
}

/** For the folded line: how many codes there are, or why they are not known. */
function foundOf(mapping: Loaded<MappingAnswer>): string {
  if (mapping.state !== 'loaded') {
    return hintOf(mapping);
  }
  const { outcomes, more, moved } = mapping.value;
  const found = outcomes.length + more;
  const counted = found === 1 ? t('1 code or disposition') : t('{{found}} codes and dispositions', { found });
  return moved === 0 ? counted : `${counted}, ${hintOf(mapping)}`;
}

function hintOf(mapping: Loaded<MappingAnswer>): string {
  switch (mapping.state) {
    case 'loading':
      return t('Reading the codes of your records …');
    case 'failed':
      return t('Codes are listed here after "Save & test" has read them.');
    case 'loaded': {
      const { calls, moved, more, problem, unseen } = mapping.value;
      if (problem !== null) {
        return `${t('The edited rules are invalid; the table shows the saved ones.')} ${problem}`;
      }
      if (unseen !== null) {
        return `${t('The table shows the saved rules.')} ${unseen}`;
      }
      const left = more === 0 ? '' : ` ${t('{{more}} less frequent codes and dispositions are not shown.', { more })}`;
      const change =
        moved === 0
          ? t('Unsaved changes affect no results.')
          : moved === 1
            ? t('1 of {{calls}} would change its result.', { calls: count(calls) })
            : t('{{moved}} of {{calls}} would change their result.', { moved: numberText(moved), calls: count(calls) });
      return `${change}${left}`;
    }
  }
}

function count(calls: number): string {
  return calls === 1 ? t('1 call') : t('{{calls}} calls', { calls: numberText(calls) });
}

const getStyles = (theme: GrafanaTheme2) => ({
  number: css({ textAlign: 'right !important' as 'right', fontVariantNumeric: 'tabular-nums' }),
  moved: css({ background: theme.colors.warning.transparent }),
});
