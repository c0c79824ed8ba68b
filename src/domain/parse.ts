import type { z } from 'zod';
import { CallResultError } from './errors';

const LONGEST_QUOTE = 80;
const MOST_PROBLEMS = 5;

/**
 * Reads unknown JSON with a schema.
 * @throws CallResultError that says, for each wrong field, which it is, what came and what is allowed.
 */
export function parseWith<Schema extends z.ZodType>(schema: Schema, json: unknown, kind: 'query' | 'settings'): z.output<Schema> {
  const parsed = schema.safeParse(json);
  if (parsed.success) {
    return parsed.data;
  }
  const problems = parsed.error.issues.slice(0, MOST_PROBLEMS).map((issue) => describeIssue(issue, json));
  const more = parsed.error.issues.length - problems.length;
  throw new CallResultError(kind, problems.join(' ') + (more > 0 ? ` And ${more} more.` : ''));
}

function describeIssue(issue: z.core.$ZodIssue, json: unknown): string {
  const field = issue.path.length === 0 ? 'The whole' : issue.path.map(String).join('.');
  const came = valueAt(json, issue.path);
  const variable = typeof came === 'string' ? unreplacedVariable(came) : null;
  if (variable !== null) {
    return `${field}: the variable ${variable} was not replaced. Give it a value, or write the value itself (alert rules have no variables).`;
  }
  if (issue.code === 'unrecognized_keys') {
    const where = issue.path.length === 0 ? '' : ` in ${field}`;
    return `${issue.keys.map(quote).join(', ')}${where}: no such field. Remove it or correct its name.`;
  }
  return `${field}: ${came === undefined ? 'missing' : `${quote(came)} is not allowed`}; ${allowed(issue)}.`;
}

/** The name of a `$variable` that nobody replaced, or null. */
export function unreplacedVariable(text: string): string | null {
  return /^(?:\$\{[A-Za-z_][\w.:]*\}|\$[A-Za-z_]\w*|\[\[[A-Za-z_][\w.:]*\]\])$/.exec(text.trim())?.[0] ?? null;
}

function allowed(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `allowed: ${namesOf(issue.values)}`;
    case 'invalid_union':
      return issue.discriminator === undefined ? lowerFirst(issue.message) : `allowed: ${discriminatorValues(issue)}`;
    case 'invalid_type':
      return `allowed: a value of type ${issue.expected}`;
    case 'too_big':
      return `allowed: at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'too_small':
      return `allowed: at least ${issue.minimum}${unitOf(issue.origin)}`;
    default:
      return lowerFirst(issue.message);
  }
}

function discriminatorValues(issue: z.core.$ZodIssueInvalidUnion): string {
  return 'options' in issue && Array.isArray(issue.options) ? namesOf(issue.options) : 'one of the documented values';
}

/** Values that may stand there; that one may be absent goes without saying. */
function namesOf(values: readonly unknown[]): string {
  return values.filter((value) => value !== undefined).map(String).join(', ');
}

function unitOf(origin: string): string {
  return origin === 'array' ? ' entries' : origin === 'string' ? ' characters' : '';
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    value = Reflect.get(value, key);
  }
  return value;
}

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
