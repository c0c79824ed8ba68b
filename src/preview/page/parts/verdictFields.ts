import type { Field, ValueMapping } from '@grafana/data';

/** A field of ones and zeros as one field per verdict, each with a 1 where it was given: a zero would be a bar that nobody sees. */
export function verdictFields(field: Field): Field[] {
  return (field.config.mappings ?? []).flatMap(namesOf).map(({ verdict, text, color }) => ({
    ...field,
    name: text,
    labels: {},
    config: { min: 0, max: 1, displayNameFromDS: text, color: { mode: 'fixed', fixedColor: color } },
    values: field.values.map((value: unknown) => (value === verdict ? 1 : null)),
    state: null,
  }));
}

interface Named {
  readonly verdict: number;
  readonly text: string;
  readonly color: string;
}

function namesOf({ options }: ValueMapping): Named[] {
  return Object.entries(options as Record<string, { text?: string; color?: string }>).map(
    ([verdict, { text = verdict, color = 'text' }]) => ({
      verdict: Number(verdict),
      text,
      color,
    })
  );
}
