import type { SelectableValue } from '@grafana/data';
import { Button, Field, InlineField, Select, Stack } from '@grafana/ui';
import { useId } from 'react';
import { MERGE_PREFERENCES, type MergePreference, type MergeSetting, mergeSchema } from '../../domain/mergeSettings';
import { CommittedInput } from '../parts/CommittedInput';
import { joinList, type SectionProps, splitList } from './editedSettings';
import { FIELD_WIDTH } from './fieldWidth';
import { ScopeRow } from './ScopeRow';
import { settingField } from './settingField';
import { FoldedSection } from './FoldedSection';
import { setSummary } from './setSummary';
import { message, t, translated } from '../locale/translate';

const PREFERENCE_LABELS: Readonly<Record<MergePreference, string>> = {
  'first-answered': message('First answered row, else the last'),
  first: message('First row'),
  last: message('Last row'),
};
const PREFERENCES: SelectableValue<MergePreference>[] = MERGE_PREFERENCES.map((value) => ({ value, label: PREFERENCE_LABELS[value] }));

const LENGTHS = [
  { name: 'lookback', label: message('Lookback'), placeholder: '24h' },
  { name: 'lookahead', label: message('Lookahead'), placeholder: '15m' },
] as const;

/** Which rows are calls, how rows become calls, and what counts as no value. */
export function RowsSection({ settings, change, readOnly }: SectionProps) {
  const [missingId, addId] = [useId(), useId()];
  const { only = [], merge, missing } = settings;
  return (
    <FoldedSection
      title={t('Rows')}
      description={t('How the rows of the records become calls.')}
      summary={setSummary(settings, ['only', 'merge', 'missing'])}
    >
      <Field {...settingField('only')} htmlFor={addId}>
        <Stack direction="column" gap={1} alignItems="flex-start">
          {only.map(({ column, operator, values }, index) => (
            <ScopeRow
              key={index}
              on="Column"
              number={index + 1}
              condition={{ dimension: column, operator: operator === '=' || operator === 'in' ? 'in' : 'not in', values }}
              readOnly={readOnly}
              onChange={(next) =>
                change({ only: only.with(index, { column: next.dimension, operator: next.operator, values: [...next.values] }) })
              }
              onRemove={() => change({ only: only.toSpliced(index, 1) })}
            />
          ))}
          <Button
            id={addId}
            icon="plus"
            variant="secondary"
            type="button"
            disabled={readOnly}
            onClick={() => change({ only: [...only, { column: '', operator: 'in', values: [] }] })}
          >
            {t('Add row condition')}
          </Button>
        </Stack>
      </Field>
      <MergeFields merge={merge} readOnly={readOnly} change={(next) => change({ merge: next })} />
      <Field {...settingField('missing')} htmlFor={missingId}>
        <CommittedInput
          id={missingId}
          value={joinList(missing)}
          onCommit={(text) => change({ missing: splitList(text) })}
          placeholder="n.a., unknown"
          disabled={readOnly}
          width={FIELD_WIDTH}
          spellCheck={false}
        />
      </Field>
    </FoldedSection>
  );
}

interface MergeFieldsProps {
  readonly merge: MergeSetting | undefined;
  readonly readOnly: boolean;
  readonly change: (merge: MergeSetting | undefined) => void;
}

function MergeFields({ merge = {}, readOnly, change }: MergeFieldsProps) {
  const [keyId, preferId] = [useId(), useId()];
  const set = (part: { readonly [Name in keyof MergeSetting]?: MergeSetting[Name] | undefined }) => {
    const kept = Object.fromEntries(Object.entries({ ...merge, ...part }).filter(([, value]) => value !== undefined));
    change(Object.keys(kept).length === 0 ? undefined : kept);
  };
  const isRefused = !mergeSchema.safeParse(merge).success;
  return (
    <Field {...settingField('merge')} htmlFor={keyId} invalid={isRefused} error={t('Enter lengths of up to 24h, such as 15m or 2h.')}>
      <Stack direction="row" wrap="wrap" gap={1}>
        <InlineField label={t('Key columns')} htmlFor={keyId} disabled={readOnly}>
          <CommittedInput
            id={keyId}
            value={joinList(merge.key)}
            onCommit={(text) => set({ key: text === '' ? undefined : splitList(text) })}
            placeholder="callid"
            width={24}
            spellCheck={false}
          />
        </InlineField>
        <InlineField label={t('Deciding row')} htmlFor={preferId} disabled={readOnly}>
          <Select
            inputId={preferId}
            aria-label={t('Deciding row')}
            options={translated(PREFERENCES)}
            value={merge.prefer ?? null}
            onChange={(chosen: SelectableValue<MergePreference> | null) => set({ prefer: chosen?.value })}
            isClearable
            placeholder={t("the layout's choice")}
            width={36}
          />
        </InlineField>
        {LENGTHS.map(({ name, label, placeholder }) => (
          <LengthField
            key={name}
            label={t(label)}
            placeholder={placeholder}
            value={merge[name] ?? ''}
            readOnly={readOnly}
            onCommit={(text) => set({ [name]: text === '' ? undefined : text })}
          />
        ))}
      </Stack>
    </Field>
  );
}

interface LengthFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly readOnly: boolean;
  readonly onCommit: (text: string) => void;
}

function LengthField({ label, placeholder, value, readOnly, onCommit }: LengthFieldProps) {
  const id = useId();
  return (
    <InlineField label={label} htmlFor={id} disabled={readOnly}>
      <CommittedInput id={id} value={value} onCommit={onCommit} placeholder={placeholder} width={10} />
    </InlineField>
  );
}
