import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import type { FirstCall, FirstCalls } from '../../domain/firstCalls';
import { ResultLabel } from '../parts/ResultLabel';
import type { Loaded } from '../parts/useLoaded';
import { useFirstCalls } from './askedRecords';
import type { Options } from './options';
import { getTableStyles } from './tableStyles';
import { numberText, t } from '../locale/translate';

const NONE: FirstCalls = { dimensions: [], calls: [] };

interface Props {
  readonly options: Options;
  readonly timeZone: string;
}

/** The newest calls as they are read: whoever knows one of them sees at a glance whether layout and time zone are right. */
export function FirstCallsSection({ options, timeZone }: Props) {
  const styles = useStyles2(getTableStyles);
  const own = useStyles2(getStyles);
  const loaded = useFirstCalls(options);
  const { calls, dimensions } = loaded.state === 'loaded' ? loaded.value : NONE;
  return (
    <div className={own.section}>
      <div role="status">
        <Text color="secondary" variant="bodySmall">
          {hintOf(loaded, timeZone)}
        </Text>
      </div>
      {calls.length > 0 && (
        <table className={styles.table} aria-label={t('Newest calls')}>
          <thead>
            <tr>
              <th>{t('Time')}</th>
              <th>{t('Code or disposition')}</th>
              <th>{t('Result')}</th>
              <th>{t('Duration')}</th>
              {dimensions.map((name) => (
                <th key={name}>{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {calls.map((call, index) => (
              <CallRow key={index} call={call} timeZone={timeZone} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function CallRow({
  call: { time, code, word, result, durationMs, values },
  timeZone,
}: {
  readonly call: FirstCall;
  readonly timeZone: string;
}) {
  const styles = useStyles2(getTableStyles);
  return (
    <tr>
      <td>{dateTimeFormat(time, { timeZone })}</td>
      <td className={styles.code}>{word ?? code ?? t('no code')}</td>
      <td>
        <ResultLabel result={result} />
      </td>
      <td>{durationMs === null ? '–' : `${numberText(durationMs / 1_000)} s`}</td>
      {values.map((value, index) => (
        <td key={index}>{value === '' ? '–' : value}</td>
      ))}
    </tr>
  );
}

function hintOf(loaded: Loaded<FirstCalls>, timeZone: string): string {
  switch (loaded.state) {
    case 'loading':
      return t('Reading your newest calls …');
    case 'failed':
      return t('Your newest calls are shown here after "Save & test" has read them.');
    case 'loaded':
      return loaded.value.calls.length === 0
        ? t('The records hold no calls yet.')
        : t('Your newest calls, as the saved settings read them; times are in {{timeZone}}.', { timeZone });
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({
    marginBottom: theme.spacing(2),
    td: { whiteSpace: 'nowrap', paddingTop: '2px !important', paddingBottom: '2px !important' },
  }),
});
