import type { SelectableValue } from '@grafana/data';
import { Button, Select, Stack, useStyles2 } from '@grafana/ui';
import { withChosen } from '../parts/choices';
import { getTableStyles } from './tableStyles';
import { t } from '../locale/translate';

interface Props {
  readonly name: string;
  readonly meaning: string;
  /** Empty: the layout's own name. */
  readonly column: string;
  /** Columns that the records have. */
  readonly options: readonly SelectableValue<string>[];
  /** One of them that probably is it; null if none is, or if it needs no name. */
  readonly suggestion: string | null;
  readonly readOnly: boolean;
  /** Empty: the layout's own name. */
  readonly onChange: (column: string) => void;
}

/** The column of the records that one column of the layout is read from. */
export function ColumnRow({ name, meaning, column, options, suggestion, readOnly, onChange }: Props) {
  const styles = useStyles2(getTableStyles);
  return (
    <tr>
      <td className={styles.code}>{name}</td>
      <td className={styles.meaning}>{t(meaning)}</td>
      <td>
        <Stack direction="row" gap={1} alignItems="center">
          <Select
            aria-label={t('Column for {{name}}', { name })}
            options={withChosen(options, column === '' ? [] : [column])}
            value={column === '' ? null : column}
            placeholder={name}
            onChange={(chosen: SelectableValue<string> | null) => onChange(chosen?.value ?? '')}
            onCreateOption={(text) => onChange(text.trim())}
            formatCreateLabel={(text) => t('Use the column {{text}}', { text })}
            noOptionsMessage={t('Type the name of a column')}
            allowCustomValue
            isClearable
            disabled={readOnly}
            width={30}
          />
          {suggestion !== null && (
            <Button
              size="sm"
              variant="secondary"
              fill="outline"
              type="button"
              disabled={readOnly}
              onClick={() => onChange(suggestion)}
              tooltip={t('Your records have a column {{suggestion}}', { suggestion })}
            >
              {t('Use {{suggestion}}', { suggestion })}
            </Button>
          )}
        </Stack>
      </td>
    </tr>
  );
}
