import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

/** The part of Grafana's variables that expanding needs. */
export type Templates = Pick<TemplateSrv, 'replace' | 'getVariables'>;

const ALL_VALUE = '$__all';
const SOLE_REFERENCE = /^(?:\$(\w+)|\$\{(\w+)[^}]*\}|\[\[(\w+)[^\]]*\]\])$/;
const MARK = /\u0001(\d+)\u0002/;

/** Combinations beyond this are cut off; the query's own limit of values then says what is wrong. */
const MAX_COMBINATIONS = 10_001;

interface Selection {
  readonly values: readonly string[];
  /** All was chosen, or nothing: the text that is this variable and nothing else restricts nothing. */
  readonly unrestricted: boolean;
}

/**
 * Replaces variables in one text of a list. A variable with several values gives several texts; a text that is
 * nothing but a variable set to All, or to nothing, gives null: no restriction.
 */
export function expandText(text: string, templates: Templates, scopedVars: ScopedVars): readonly string[] | null {
  const selections: Selection[] = [];
  const marked = templates.replace(text, scopedVars, (value: unknown, variable: { name: string }) => {
    selections.push(selectionOf(value, variable.name, templates, scopedVars));
    return `\u0001${selections.length - 1}\u0002`;
  });
  const sole = SOLE_REFERENCE.exec(text.trim());
  if (sole) {
    const name = sole[1] ?? sole[2] ?? sole[3] ?? '';
    // A custom value for All is put in without asking for a format.
    const unrestricted = selections[0]?.unrestricted ?? (marked !== text && isSetToAll(name, templates));
    if (unrestricted) {
      return null;
    }
  }
  return combine(marked, selections);
}

/** The same for a list whose texts are alternatives; null if one of them restricts nothing. */
export function expandList(texts: readonly string[], templates: Templates, scopedVars: ScopedVars): readonly string[] | null {
  const values = new Set<string>();
  for (const text of texts) {
    const expanded = expandText(text, templates, scopedVars);
    if (expanded === null) {
      return null;
    }
    expanded.forEach((value) => values.add(value));
  }
  return [...values];
}

/** Puts variables into a regular expression, their values escaped and joined by `|`; null: no restriction. */
export function expandExpression(text: string, templates: Templates, scopedVars: ScopedVars): string | null {
  return expandText(text, templates, scopedVars) === null ? null : templates.replace(text, scopedVars, 'regex');
}

function selectionOf(value: unknown, name: string, templates: Templates, scopedVars: ScopedVars): Selection {
  const values = (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== null).map(String);
  const nothing = values.length === 0 || (values.length === 1 && values[0] === '');
  const unrestricted =
    values.includes(ALL_VALUE) ||
    (nothing && !offersEmptyText(name, templates)) ||
    // All arrives as the list of all options; a panel repeated for one of them sees that one only.
    (scopedVars[name] === undefined && isSetToAll(name, templates) && (values.length !== 1 || optionsOf(name, templates).length === 1));
  return { values: values.filter((one) => one !== ALL_VALUE), unrestricted };
}

function isSetToAll(name: string, templates: Templates): boolean {
  const chosen = modelOf(name, templates)?.current?.value;
  return Array.isArray(chosen) ? chosen.includes(ALL_VALUE) : chosen === ALL_VALUE;
}

/** A missing value is offered as an option with a text of its own and the empty text as value; then it can be meant. */
function offersEmptyText(name: string, templates: Templates): boolean {
  return optionsOf(name, templates).some(({ value, text }) => value === '' && text !== '');
}

function optionsOf(name: string, templates: Templates): readonly Option[] {
  return (modelOf(name, templates)?.options ?? []).filter(({ value }) => value !== ALL_VALUE);
}

interface Option {
  readonly value?: unknown;
  readonly text?: unknown;
}

interface Model {
  readonly current?: Option | null;
  readonly options?: readonly Option[];
}

function modelOf(name: string, templates: Templates): Model | undefined {
  return templates.getVariables().find((variable) => variable.name === name) as Model | undefined;
}

function combine(marked: string, selections: readonly Selection[]): readonly string[] {
  let texts = [marked];
  for (const [index, { values }] of selections.entries()) {
    const mark = `\u0001${index}\u0002`;
    texts = texts.flatMap((text) => values.map((value) => text.replace(mark, () => value))).slice(0, MAX_COMBINATIONS);
  }
  return texts.filter((text) => !MARK.test(text));
}
