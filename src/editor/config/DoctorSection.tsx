import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, Space, Text, useStyles2 } from '@grafana/ui';
import { useState } from 'react';
import { examinedText } from '../../domain/doctor/examinedText';
import type { Diagnosis, Finding, Severity } from '../../domain/doctor/finding';
import type { Loaded } from '../parts/useLoaded';
import { useDiagnosis } from './askedRecords';
import type { Options } from './options';
import { FoldedSection } from './FoldedSection';
import { t } from '../locale/translate';

const ICONS: Readonly<Record<Severity, 'exclamation-circle' | 'exclamation-triangle' | 'info-circle'>> = {
  error: 'exclamation-circle',
  warning: 'exclamation-triangle',
  info: 'info-circle',
};

/** Problems in the records that make numbers wrong. */
export function DoctorSection({ options }: { readonly options: Options }) {
  const styles = useStyles2(getStyles);
  const [asked, setAsked] = useState(0);
  const diagnosis = useDiagnosis(options, asked);
  const findings = diagnosis.state === 'loaded' ? diagnosis.value.findings : [];
  return (
    <FoldedSection
      title={t('Doctor')}
      description={t('Problems in the newest records, read with the saved settings.')}
      summary={foundOf(diagnosis)}
    >
      <div role="status">
        <Text color="secondary" variant="bodySmall">
          {hintOf(diagnosis)}
        </Text>
      </div>
      <Space v={1} />
      {findings.length > 0 && (
        <ul className={styles.list} aria-label={t('Findings')}>
          {findings.map((finding, index) => (
            <FindingRow key={index} finding={finding} />
          ))}
        </ul>
      )}
      <Button icon="sync" variant="secondary" type="button" disabled={diagnosis.state === 'loading'} onClick={() => setAsked(asked + 1)}>
        {t('Check again')}
      </Button>
    </FoldedSection>
  );
}

function FindingRow({ finding: { severity, what, example, repair } }: { readonly finding: Finding }) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.finding}>
      <Icon name={ICONS[severity]} className={styles[severity]} title={severity} />
      <div className={styles.text}>
        {what}
        {example !== null && !what.includes(example) && (
          <div className={styles.more}>
            {t('For example:')} <span className={styles.example}>{example}</span>
          </div>
        )}
        {repair !== null && <div className={styles.more}>{repair}</div>}
      </div>
    </li>
  );
}

/** For the folded line: what was found, or why nothing is known. */
function foundOf(diagnosis: Loaded<Diagnosis>): string {
  if (diagnosis.state !== 'loaded') {
    return hintOf(diagnosis);
  }
  const worst = diagnosis.value.findings.find(({ severity }) => severity !== 'info');
  const { length } = diagnosis.value.findings;
  if (worst === undefined) {
    return t('No problems found');
  }
  return length > 1 ? t('{{what}} ({{length}} findings)', { what: worst.what, length }) : worst.what;
}

function hintOf(diagnosis: Loaded<Diagnosis>): string {
  switch (diagnosis.state) {
    case 'loading':
      return t('Checking your records …');
    case 'failed':
      return t('The records cannot be checked: {{message}}', { message: diagnosis.message });
    case 'loaded':
      return examinedText(diagnosis.value);
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(0, 0, 2), maxWidth: 900 }),
  finding: css({
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 0),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  text: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  more: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  example: css({ fontFamily: theme.typography.fontFamilyMonospace }),
  error: css({ color: theme.colors.error.text, flex: 'none', marginTop: 2 }),
  warning: css({ color: theme.colors.warning.text, flex: 'none', marginTop: 2 }),
  info: css({ color: theme.colors.info.text, flex: 'none', marginTop: 2 }),
});
