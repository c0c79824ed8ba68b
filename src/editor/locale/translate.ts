import { t as translate } from '@grafana/i18n';

/** Texts are keys as they are: their points and colons separate nothing. React escapes what it draws. */
const AS_WRITTEN = { keySeparator: false, nsSeparator: false, interpolation: { escapeValue: false } };

/**
 * A text of the editors in the language of Grafana's user. English is the key, so that the source says what is on the screen, and what is not translated stays
 * English. The translations are in `src/locales`; Grafana loads the one that its user needs before it loads the plugin.
 * @param values what the text names in double braces
 */
export function t(text: string, values?: Readonly<Record<string, string | number>>): string {
  return translate(text, text, { ...AS_WRITTEN, ...values });
}

/** Marks a text that `t` translates where it is shown: a module's constants exist before the language is known. */
export const message = <Text extends string>(text: Text): Text => text;

/** Text of a choice, as Grafana's selects and radio buttons take it. */
interface ChoiceTexts {
  readonly label?: string;
  readonly description?: string;
}

/** Choices whose texts are marked by `message`. */
export function translated<Choice extends ChoiceTexts>(choices: readonly Choice[]): Choice[] {
  return choices.map((choice) => ({
    ...choice,
    ...(choice.label === undefined ? {} : { label: t(choice.label) }),
    ...(choice.description === undefined ? {} : { description: t(choice.description) }),
  }));
}

/** A number as the language of the texts writes it. */
export function numberText(number: number): string {
  return number.toLocaleString(t('en-US'));
}

/** Choices whose labels are names or data, and whose descriptions are marked by `message`. */
export function described<Choice extends { readonly description?: string }>(choices: readonly Choice[]): Choice[] {
  return choices.map((choice) => (choice.description === undefined ? choice : { ...choice, description: t(choice.description) }));
}
