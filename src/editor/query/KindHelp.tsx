import { Text } from '@grafana/ui';
import { EDITORS } from '../../kinds/editors';
import type { EditedQuery } from '../fields/editedQuery';
import { t } from '../locale/translate';

/** What the chosen kind returns, and which panels show it. */
export function KindHelp({ query }: { readonly query: EditedQuery }) {
  const editor = EDITORS[query.kind];
  return editor === undefined ? null : (
    <Text color="secondary" variant="bodySmall" element="p">
      {t('{{help}}. Panels: {{panels}}.', { help: t(editor.help), panels: editor.panels(query).join(', ') })}
    </Text>
  );
}
