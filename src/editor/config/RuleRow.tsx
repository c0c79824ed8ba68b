import { css } from '@emotion/css';
import type { GrafanaTheme2, SelectableValue } from '@grafana/data';
import { Field, IconButton, Select, Stack, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import { isCallResult } from '../../domain/results';
import type { RuleSetting } from '../../domain/rules';
import { CommittedInput } from '../parts/CommittedInput';
import { RESULT_OPTIONS, ResultLabel } from '../parts/ResultLabel';
import { joinList, splitList } from './editedSettings';
import { RuleConditions } from './RuleConditions';
import { described, message, t, translated } from '../locale/translate';

interface Props {
  /** Counted from 1. */
  readonly number: number;
  readonly count: number;
  readonly rule: RuleSetting;
  readonly problem: string | null;
  /** Whether columns are named by their position. */
  readonly byPosition: boolean;
  readonly readOnly: boolean;
  readonly onChange: (rule: RuleSetting) => void;
  /** -1 up, 1 down. */
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

const CODES_WIDTH = 20;
const WORDS_WIDTH = 24;
/** A rule gives a result, or a code in place of the record's own. */
const CODE = 'code';
const GIVEN_CODE: SelectableValue<string> = {
  value: CODE,
  label: message('status code'),
  description: message('A final status code that replaces the one of the record, in ratios too.'),
};
/** What a rule gives first that is to give a code. */
const USUAL_CODE = 487;

/** Heads the columns of the rows below. */
export function RuleHeader() {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.header} aria-hidden>
      <span className={styles.number} />
      <span className={styles.codes}>{t('Codes')}</span>
      <span className={styles.words}>{t('Dispositions')}</span>
      <span>{t('Result')}</span>
    </div>
  );
}

export function RuleRow({ number, count, rule, problem, byPosition, readOnly, onChange, onMove, onRemove }: Props) {
  const styles = useStyles2(getStyles);
  const { codes, words, ...others } = rule;
  const { result, code } = rule;
  const [badCode, setBadCode] = useState(false);
  const commitCode = (text: string) => {
    const isGood = /^[2-6]\d\d$/.test(text);
    setBadCode(!isGood);
    if (isGood) {
      onChange({ ...rule, result: undefined, code: Number(text) });
    }
  };
  const change = (codesNow: string, wordsNow: readonly string[]) =>
    onChange({ ...(codesNow === '' ? {} : { codes: codesNow }), ...(wordsNow.length === 0 ? {} : { words: wordsNow }), ...others });
  return (
    <Field noMargin invalid={problem !== null || badCode} error={badCode ? t('Enter a status code from 200 to 699.') : problem}>
      <Stack direction="column" gap={0.5}>
        <Stack direction="row" gap={1} alignItems="center" wrap="wrap">
          <span className={styles.number}>{number}</span>
          <CommittedInput
            aria-label={t('Codes of rule {{number}}', { number })}
            placeholder="486, 5xx, 500-599"
            value={codes ?? ''}
            onCommit={(text) => change(text, words ?? [])}
            disabled={readOnly}
            spellCheck={false}
            width={CODES_WIDTH}
          />
          <CommittedInput
            aria-label={t('Dispositions of rule {{number}}', { number })}
            placeholder="CONGESTION, BUSY"
            value={joinList(words)}
            onCommit={(text) => change(codes ?? '', splitList(text))}
            disabled={readOnly}
            spellCheck={false}
            width={WORDS_WIDTH}
          />
          <Select
            aria-label={t('Result of rule {{number}}', { number })}
            options={[...described(RESULT_OPTIONS), ...translated([GIVEN_CODE])]}
            value={code === undefined ? result : CODE}
            onChange={({ value }) => {
              setBadCode(false);
              if (isCallResult(value)) {
                onChange({ ...rule, result: value, code: undefined });
              } else if (value === CODE) {
                onChange({ ...rule, result: undefined, code: USUAL_CODE });
              }
            }}
            formatOptionLabel={({ value, label }) => <ResultLabel result={isCallResult(value) ? value : (label ?? '')} />}
            disabled={readOnly}
            width={18}
          />
          {code !== undefined && (
            <CommittedInput
              aria-label={t('Status code of rule {{number}}', { number })}
              value={String(code)}
              onCommit={commitCode}
              disabled={readOnly}
              width={8}
            />
          )}
          <Stack direction="row" gap={1} alignItems="center">
            <IconButton
              name="arrow-up"
              tooltip={t('Move rule {{number}} up', { number })}
              onClick={() => onMove(-1)}
              disabled={readOnly || number === 1}
            />
            <IconButton
              name="arrow-down"
              tooltip={t('Move rule {{number}} down', { number })}
              onClick={() => onMove(1)}
              disabled={readOnly || number === count}
            />
            <IconButton name="trash-alt" tooltip={t('Remove rule {{number}}', { number })} onClick={onRemove} disabled={readOnly} />
          </Stack>
        </Stack>
        <div className={styles.conditions}>
          <RuleConditions
            rule={number}
            conditions={rule.when ?? []}
            byPosition={byPosition}
            readOnly={readOnly}
            onChange={(when) => onChange({ ...rule, when: when.length === 0 ? undefined : when })}
          />
        </div>
      </Stack>
    </Field>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({ ...theme.typography.bodySmall, display: 'flex', gap: theme.spacing(1), color: theme.colors.text.secondary }),
  number: css({ color: theme.colors.text.secondary, minWidth: theme.spacing(2.5) }),
  conditions: css({ paddingLeft: theme.spacing(3.5) }),
  codes: css({ width: theme.spacing(CODES_WIDTH) }),
  words: css({ width: theme.spacing(WORDS_WIDTH) }),
});
