import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, LinkButton, useStyles2 } from '@grafana/ui';
import { useEffect, useRef, useState } from 'react';
import { ConfigEditor } from '../../../editor/config/ConfigEditor';
import type { Options } from '../../../editor/config/options';
import { changeSettings, type Edited, type Health, PROVISIONING_FILE, type Source } from '../api';
import { Panel } from '../parts/Panel';

interface Props {
  readonly source: Source;
  readonly health: Health;
  readonly edited: Edited;
  /** Counts how often settings were changed. */
  readonly version: number;
  onEdited(edited: Edited): void;
  /** The process answers by the new settings from now on. */
  onChanged(): void;
}

/** A pause in typing after which settings count. */
const PAUSE_MS = 350;

/** The settings page as Grafana shows it; what is changed there counts at once, for as long as the preview runs. */
export function SettingsTab({ source, health, edited, version, onEdited, onChanged }: Props) {
  const styles = useStyles2(getStyles);
  const [failure, setFailure] = useState<string | null>(null);
  const known = useRef(edited);
  useEffect(() => {
    if (known.current === edited) {
      return undefined;
    }
    const timer = setTimeout(() => {
      known.current = edited;
      changeSettings(edited).then(
        () => {
          setFailure(null);
          onChanged();
        },
        (error: unknown) => setFailure(error instanceof Error ? error.message : String(error))
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [edited, onChanged]);

  const well = failure === null && health.status === 'OK';
  return (
    <div className={styles.page}>
      <Alert severity={well ? 'success' : 'error'} title={failure ?? health.message} bottomSpacing={0} />
      <Panel
        title="Settings"
        hint="Changes apply at once and last until the preview ends"
        actions={
          <LinkButton href={PROVISIONING_FILE} download icon="download-alt" variant="secondary" size="sm" disabled={!well}>
            Provisioning file
          </LinkButton>
        }
      >
        <ConfigEditor
          options={{ uid: source.uid, name: source.name, version, readOnly: false, ...edited } as unknown as Options}
          onOptionsChange={({ jsonData, url, user, database, secureJsonFields = {}, secureJsonData = {} }) =>
            onEdited({ jsonData, url, user, database, secureJsonFields, secureJsonData })
          }
        />
      </Panel>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'grid', gap: theme.spacing(2), gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: 1200 }),
});
