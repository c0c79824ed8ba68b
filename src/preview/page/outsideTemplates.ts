import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

/** A dashboard variable as a page without Grafana knows it. `$__all` as value stands for all options. */
export interface OutsideVariable {
  readonly name: string;
  readonly value: string | readonly string[];
  readonly options: readonly string[];
}

type Format = string | ((value: string | string[], variable: { name: string }) => string);

const REFERENCE = /\$\{(\w+)(?::(\w+))?\}|\$(\w+)|\[\[(\w+)(?::(\w+))?\]\]/g;
export const ALL_VALUE = '$__all';

/** Replaces `$name`, `${name}`, `${name:format}` and `[[name]]` the way Grafana documents it; the formats are `glob`, `csv`, `regex`. */
export class OutsideTemplates implements TemplateSrv {
  private readonly variables: ReadonlyMap<string, OutsideVariable>;

  constructor(variables: readonly OutsideVariable[] = []) {
    this.variables = new Map(variables.map((variable) => [variable.name, variable]));
  }

  getVariables(): ReturnType<TemplateSrv['getVariables']> {
    const models = [...this.variables.values()].map(({ name, value, options }) => ({
      type: 'custom',
      name,
      current: { value, text: value, selected: true },
      options: options.map((option) => ({ value: option, text: option, selected: false })),
    }));
    return models as unknown as ReturnType<TemplateSrv['getVariables']>;
  }

  replace(target = '', scopedVars: ScopedVars = {}, format: Format = 'glob'): string {
    return target.replace(REFERENCE, (match: string, ...groups: (string | undefined)[]) => {
      const [braced, bracedFormat, bare, bracketed, bracketedFormat] = groups;
      const name = braced ?? bare ?? bracketed ?? '';
      const value = this.valueOf(name, scopedVars);
      return value === undefined ? match : formatted(value, bracedFormat ?? bracketedFormat ?? format, name);
    });
  }

  containsTemplate(target = ''): boolean {
    return [...target.matchAll(REFERENCE)].some((match) => this.variables.has(match[1] ?? match[3] ?? match[4] ?? ''));
  }

  updateTimeRange(): void {
    // No variable of a page without Grafana depends on the time range.
  }

  private valueOf(name: string, scopedVars: ScopedVars): string | string[] | undefined {
    const scoped: unknown = scopedVars[name]?.value;
    if (scoped !== undefined) {
      return Array.isArray(scoped) ? scoped.map(String) : String(scoped);
    }
    const variable = this.variables.get(name);
    if (variable === undefined) {
      return undefined;
    }
    const chosen = typeof variable.value === 'string' ? variable.value : [...variable.value];
    const all = chosen === ALL_VALUE || (Array.isArray(chosen) && chosen.includes(ALL_VALUE));
    return all ? variable.options.filter((option) => option !== ALL_VALUE) : chosen;
  }
}

function formatted(value: string | string[], format: Format, name: string): string {
  if (typeof format === 'function') {
    return format(value, { name });
  }
  const values = typeof value === 'string' ? [value] : value;
  switch (format) {
    case 'regex': {
      const escaped = values.map((one) => one.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
      return typeof value === 'string' ? (escaped[0] ?? '') : `(${escaped.join('|')})`;
    }
    case 'csv':
    case 'raw':
      return values.join(',');
    case 'glob':
      return values.length === 1 ? (values[0] ?? '') : `{${values.join(',')}}`;
    default:
      throw new Error(`The variable format "${format}" exists only inside Grafana; use glob, csv, raw or regex.`);
  }
}
