import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { type ReactNode, useId, useState } from 'react';
import { t } from '../locale/translate';

interface Props {
  readonly title: string;
  readonly description?: string;
  /** What is set, or found, in there; shown while it is folded. */
  readonly summary: string;
  readonly isInitiallyOpen?: boolean;
  readonly children: ReactNode;
}

/** Settings that most people need not look at, in one line that says what is set. */
export function FoldedSection({ title, description, summary, isInitiallyOpen = false, children }: Props) {
  const styles = useStyles2(getStyles);
  const [isOpen, setIsOpen] = useState(isInitiallyOpen);
  const [summaryId, contentId] = [useId(), useId()];
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.heading}>
        <button
          type="button"
          className={styles.line}
          aria-expanded={isOpen}
          aria-controls={isOpen ? contentId : undefined}
          aria-label={isOpen ? t('Collapse section {{title}}', { title }) : t('Expand section {{title}}', { title })}
          aria-describedby={isOpen ? undefined : summaryId}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Icon name={isOpen ? 'angle-down' : 'angle-right'} />
          <span>{title}</span>
          {!isOpen && (
            <span id={summaryId} className={styles.summary} title={summary}>
              {summary}
            </span>
          )}
        </button>
      </h2>
      {isOpen && (
        <div id={contentId} className={styles.content}>
          {description !== undefined && <p className={styles.description}>{description}</p>}
          {children}
        </div>
      )}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ borderTop: `1px solid ${theme.colors.border.weak}` }),
  heading: css({ margin: 0, fontSize: 'inherit', lineHeight: 'inherit' }),
  line: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    width: '100%',
    padding: theme.spacing(0.75, 0),
    border: 'none',
    background: 'none',
    color: theme.colors.text.primary,
    fontSize: theme.typography.body.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    textAlign: 'left',
    '&:hover': { background: theme.colors.action.hover },
  }),
  summary: css({
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
  }),
  content: css({ padding: theme.spacing(1, 0, 2, 3) }),
  description: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
});
