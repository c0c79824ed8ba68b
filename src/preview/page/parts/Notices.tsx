import type { DataFrame } from '@grafana/data';
import { Alert } from '@grafana/ui';

interface Props {
  readonly frame: DataFrame;
  /** Whether the hint that nothing was found is wanted too; where the page says it in its own way, it is not. */
  readonly empty?: boolean;
}

/** What a frame says about itself: rows that could not be read, for instance. */
export function Notices({ frame, empty = true }: Props) {
  const notices = (frame.meta?.notices ?? []).filter(({ severity }) => empty || severity !== 'info');
  return notices.map(({ severity, text }) => <Alert key={text} severity={severity} title={text} bottomSpacing={1} />);
}
