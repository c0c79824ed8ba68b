import type { SelectableValue } from '@grafana/data';
import { EditorField } from '@grafana/plugin-ui';
import { Button, MultiSelect, Stack } from '@grafana/ui';
import { useId } from 'react';
import { DEFAULT_RATIOS, MAX_RATIOS } from '../../domain/queryRatios';
import { RATIO_DEFINITIONS, RATIO_PROFILES } from '../../domain/ratios';
import { chosenValues, variableOptions, withChosen } from '../parts/choices';
import type { FieldProps, WithVariables } from './fieldProps';
import { CustomRatioRow } from './CustomRatioRow';
import { newCustomRatio, type CustomRatio } from './ratioSides';
import { described, t } from '../locale/translate';

const PROFILES: SelectableValue<string>[] = RATIO_PROFILES.map((name) => ({
  value: name,
  label: name,
  description: RATIO_DEFINITIONS[name].meaning,
}));

/** The ratios of a query: named and custom ones. */
export function RatiosField({ query, change, variables }: FieldProps & WithVariables) {
  const id = useId();
  const ratios = query.ratios ?? DEFAULT_RATIOS;
  const named = ratios.filter((ratio) => typeof ratio === 'string');
  const own = ratios.filter((ratio) => typeof ratio !== 'string');
  // None chosen is what goes without saying.
  const update = (names: readonly string[], shares: readonly CustomRatio[]) => change({ ratios: [...names, ...shares] });
  return (
    <>
      <EditorField label={t('Ratios')} htmlFor={id} tooltip={t('The ratios to calculate; none selected means ASR.')}>
        <MultiSelect
          inputId={id}
          aria-label={t('Ratios')}
          options={withChosen([...described(PROFILES), ...variableOptions(variables)], named)}
          value={named}
          onChange={(items) => update(chosenValues(items), own)}
          closeMenuOnSelect={false}
          allowCustomValue
          isClearable
          tabSelectsValue={false}
          width="auto"
        />
      </EditorField>
      <EditorField
        label={t('Custom ratios')}
        tooltip={t('A name, a numerator (results such as busy, or codes such as 486,600), and a denominator (all calls if empty).')}
      >
        <Stack direction="row" gap={1} wrap="wrap">
          {own.map((share, index) => (
            <CustomRatioRow
              key={index}
              number={index + 1}
              share={share}
              onChange={(next) =>
                update(
                  named,
                  own.map((other, position) => (position === index ? next : other))
                )
              }
              onRemove={() =>
                update(
                  named,
                  own.filter((_, position) => position !== index)
                )
              }
            />
          ))}
          <Button
            icon="plus"
            variant="secondary"
            type="button"
            aria-label={t('Add custom ratio')}
            disabled={ratios.length >= MAX_RATIOS}
            onClick={() => update(named, [...own, newCustomRatio(own.map(({ name }) => name))])}
          />
        </Stack>
      </EditorField>
    </>
  );
}
